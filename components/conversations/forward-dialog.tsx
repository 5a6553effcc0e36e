'use client';

import { Forward, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import type { MessageView } from '@/lib/messages/schema';
import { focusFirstField } from '../dialogs/focus';
import { QuoteBox } from '../messages/quote';
import { usePreview } from '../messages/use-preview';
import { Alert } from '../ui/banner';
import { Button } from '../ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '../ui/dialog';
import { SearchInput } from '../ui/input';
import { ForwardTargets } from './forward-targets';
import { useForward } from './use-forward';
import { useTitle } from './use-title';

/** As many as WhatsApp itself allows at once. */
const MOST = 5;

type Props = {
  message: MessageView;
  onClose: () => void;
  /** It is on its way to all of these. */
  onDone: (conversationIds: string[]) => void;
  onCloseAutoFocus: (event: Event) => void;
};

/** Passes a message on to conversations that one chooses. */
export default function ForwardDialog({ message, onClose, onDone, onCloseAutoFocus }: Props) {
  const t = useTranslations('conversations.forward');
  const common = useTranslations('common');
  const preview = usePreview();
  const titleOf = useTitle();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<readonly ConversationView[]>([]);
  const { forward, isBusy, failure } = useForward(message);
  const toggle = (view: ConversationView) =>
    setChosen((before) =>
      before.some(({ id }) => id === view.id) ? before.filter(({ id }) => id !== view.id) : [...before, view],
    );
  const submit = async () => {
    const left = await forward(chosen);
    if (left.length === 0) onDone(chosen.map(({ id }) => id));
    else setChosen(left);
  };

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={t('title')}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={onCloseAutoFocus}
      >
        <DialogBody className="flex flex-col gap-3 pb-0">
          <QuoteBox name={message.sender.name} text={preview(message)} />
          {failure && <Alert>{failure}</Alert>}
          <SearchInput
            icon={<Search aria-hidden="true" />}
            aria-label={t('search')}
            placeholder={t('search')}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <ForwardTargets query={query} chosen={chosen} isFull={chosen.length >= MOST} onToggle={toggle} />
        </DialogBody>
        <DialogFooter
          note={
            <span className="line-clamp-2">
              {chosen.length >= MOST
                ? t('most', { count: MOST })
                : chosen.map(({ title }) => titleOf(title)).join(', ')}
            </span>
          }
        >
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            variant="primary"
            icon={<Forward />}
            busy={isBusy}
            disabledReason={chosen.length === 0 ? t('chooseFirst') : undefined}
            onClick={submit}
          >
            {t('submit')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
