'use client';

import * as Radix from '@radix-ui/react-dialog';
import { Search } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import useSWR from 'swr';
import type { InstanceView } from '@/lib/instances/schema';
import { useTitle } from '../conversations/use-title';
import { NUMBERS, readNumbers } from '../instances/read-numbers';
import { Clock } from '../messages/clock';
import { Kbd } from '../ui/kbd';
import { LiveRegion } from '../ui/live-region';
import { FilterChips } from './filter-chips';
import { OptionRow } from './option-row';
import { addressOf, type Option } from './options';
import type { SearchFilters } from './search-query';
import { useOptions } from './use-options';

type Props = { timeZone: string; places: readonly string[]; onClose: () => void };

/** Finds conversations, messages and pages from anywhere, by keyboard alone. */
export default function CommandBar(props: Props) {
  const t = useTranslations('search');
  const [now] = useState(Date.now);
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Radix.Content
          aria-describedby={undefined}
          className="surface-float fixed inset-x-0 top-[min(11dvh,88px)] z-50 mx-auto flex h-[610px] max-h-[calc(100dvh-112px)] w-[calc(100%-32px)] max-w-160 animate-appear flex-col overflow-hidden outline-none max-md:inset-0 max-md:h-dvh max-md:max-h-none max-md:w-full max-md:rounded-none"
        >
          <Radix.Title className="sr-only">{t('title')}</Radix.Title>
          <Clock timeZone={props.timeZone} now={now}>
            <Finder {...props} />
          </Clock>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Finder({ places, onClose }: Props) {
  const t = useTranslations('search');
  const list = useId();
  const [typed, setTyped] = useState('');
  const [filters, setFilters] = useState<SearchFilters>({ span: 'any' });
  const numbers = useNumbers();
  const { sections, isReading, error, readMore } = useOptions(typed, filters, places);
  const options = sections.flatMap((section) => section.options);
  const [activeKey, setActiveKey] = useState<string>();
  const active = options.find(({ key }) => key === activeKey) ?? options[0];
  const rows = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const id = active && CSS.escape(`${list}${active.key}`);
    if (id) rows.current?.querySelector(`#${id}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, list]);
  const go = useGo(onClose);
  const titleOf = useTitle();

  const [moreFrom, setMoreFrom] = useState<number>();
  const firstOfMore = moreFrom === undefined ? undefined : options[moreFrom]?.key;
  if (firstOfMore && firstOfMore !== 'more') {
    setMoreFrom(undefined);
    setActiveKey(firstOfMore);
  }
  const showMore = (option: Option) => {
    setMoreFrom(options.indexOf(option));
    readMore?.();
  };
  const choose = (option: Option, isAside = false) =>
    option.kind === 'more' ? showMore(option) : go(option, isAside);
  const move = (by: number) => {
    const at = active ? options.indexOf(active) : -1;
    setActiveKey(options[(at + by + options.length) % options.length]?.key);
  };
  const hear = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const keys: Partial<Record<string, () => void>> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => active && choose(active, event.ctrlKey || event.metaKey),
    };
    const person = personOf(active);
    if (person && !event.shiftKey)
      keys.Tab = () => {
        setFilters({ ...filters, person: { id: person.id, title: titleOf(person.title) } });
        setTyped('');
      };
    if (!typed && filters.person) keys.Backspace = () => setFilters({ ...filters, person: undefined });
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const change = (text: string) => {
    setTyped(text);
    setActiveKey(undefined);
    setMoreFrom(undefined);
  };
  const isEmpty = options.length === 0 && !isReading;

  return (
    <>
      <div className="flex h-13 shrink-0 items-center gap-3 border-b px-4">
        <Search aria-hidden="true" className="icon-18 text-muted-foreground" />
        <input
          // biome-ignore lint/a11y/noAutofocus: whoever asked for the field wants to type
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={list}
          aria-activedescendant={active && `${list}${active.key}`}
          aria-autocomplete="list"
          aria-label={t('field')}
          placeholder={filters.person ? t('placeholderPerson') : t('placeholder')}
          value={typed}
          maxLength={200}
          onChange={(event) => change(event.target.value)}
          onKeyDown={hear}
          className="min-w-0 flex-1 bg-transparent text-[16px] outline-none placeholder:text-muted-foreground"
        />
        <button type="button" onClick={onClose} aria-label={t('close')} className="rounded-sm">
          <Kbd keys={['Esc']} />
        </button>
      </div>
      <FilterChips
        filters={filters}
        numbers={numbers}
        onChange={(update) => setFilters({ ...filters, ...update })}
      />
      <div
        ref={rows}
        id={list}
        role="listbox"
        aria-label={t('results')}
        tabIndex={-1}
        className="min-h-0 flex-1 overflow-y-auto px-2 pb-2"
      >
        {sections.map((section) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
          <div key={section.id} role="group" aria-label={t(`sections.${section.id}`)}>
            <p aria-hidden="true" className="px-2 pt-2 pb-1 font-medium text-meta text-muted-foreground">
              {t(`sections.${section.id}`)}
            </p>
            {section.options.map((option) => (
              <OptionRow
                key={option.key}
                id={`${list}${option.key}`}
                option={option}
                typed={typed}
                via={numbers.length > 1 ? nameOf(option, numbers) : undefined}
                isActive={option === active}
                onHover={() => setActiveKey(option.key)}
                onChoose={() => choose(option)}
              />
            ))}
          </div>
        ))}
        {isEmpty && <p className="px-2 py-6 text-center text-muted-foreground">{t('nothing', { typed })}</p>}
        {error && <p className="px-2 py-2 text-center text-destructive">{t('failed')}</p>}
      </div>
      <LiveRegion>{isReading ? '' : t('count', { count: options.length })}</LiveRegion>
      <Foot isTab={personOf(active) !== undefined} />
    </>
  );
}

/** Whose conversation an option is of. */
const personOf = (option: Option | undefined) =>
  option?.kind === 'conversation'
    ? option.view
    : option?.kind === 'message'
      ? option.hit.conversation
      : undefined;

function Foot({ isTab }: { isTab: boolean }) {
  const t = useTranslations('search.keys');
  const keys = [
    { caps: ['↑', '↓'], name: t('move') },
    { caps: ['Enter'], name: t('open') },
    ...(isTab ? [{ caps: ['Tab'], name: t('person') }] : []),
    { caps: ['Ctrl', 'Enter'], name: t('aside') },
  ];
  return (
    <footer className="flex h-10 shrink-0 items-center gap-4 overflow-hidden whitespace-nowrap border-t px-4 text-meta text-muted-foreground max-md:hidden">
      {keys.map(({ caps, name }) => (
        <span key={name} className="flex items-center gap-1.5">
          <Kbd keys={caps} />
          {name}
        </span>
      ))}
    </footer>
  );
}

function nameOf(option: Option, numbers: readonly InstanceView[]): string | undefined {
  const id =
    option.kind === 'conversation'
      ? option.view.instanceId
      : option.kind === 'message'
        ? option.hit.conversation.instanceId
        : undefined;
  return numbers.find((number) => number.id === id)?.name;
}

const NONE: InstanceView[] = [];

/** All numbers; none where this person may not see them. */
function useNumbers(): readonly InstanceView[] {
  return useSWR(NUMBERS, readNumbers).data ?? NONE;
}

/** Goes where an option leads: within the inbox without asking the server for a page. */
function useGo(onClose: () => void) {
  const router = useRouter();
  const isInbox = usePathname().startsWith('/conversations');
  return (option: Option, isAside: boolean) => {
    const address = addressOf(option, window.location.search);
    if (!address) return;
    if (isAside) return void window.open(address, '_blank', 'noopener');
    onClose();
    if (isInbox && address.startsWith('/conversations')) window.history.pushState(null, '', address);
    else router.push(address);
  };
}
