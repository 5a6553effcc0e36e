import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { useClock } from '../messages/clock';
import { Button } from '../ui/button';
import { FieldNote, fieldAria } from '../ui/field';
import { Input } from '../ui/input';
import { snoozeProblem, snoozeRange, snoozeTimes } from './snooze-times';

const ID = 'snooze-at';

type Props = { snoozedUntil: string | null; onSnooze: (at: number) => void };

/** Any day and time of the coming year, by the organization's clocks. It begins at what stands, else tomorrow morning. */
export function SnoozeForm({ snoozedUntil, onSnooze }: Props) {
  const t = useTranslations('conversations.snooze');
  const { times } = useClock();
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<ReturnType<typeof snoozeProblem>>();
  const [now] = useState(Date.now);
  const [soonest, latest] = snoozeRange(now).map(times.wallOf);
  const tomorrow = snoozeTimes(times, now).find(({ meaning }) => meaning === 'tomorrow');
  const zone = times.foreignZone();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const at = times.momentOf(field.current?.value ?? '');
    const found = snoozeProblem(at, Date.now());
    if (!found) return onSnooze(at);
    setProblem(found);
    field.current?.focus();
  };
  const note = {
    hint: zone && t('zone', { zone }),
    error: problem && t(`problems.${problem}`),
  };
  return (
    <form noValidate onSubmit={submit} className="border-t px-6 pt-3 pb-5 max-md:px-4">
      <label htmlFor={ID} className="mb-1.5 block font-medium">
        {t('other')}
      </label>
      <div className="flex items-center gap-2">
        <Input
          ref={field}
          type="datetime-local"
          required
          min={soonest}
          max={latest}
          defaultValue={times.wallOf(snoozedUntil ?? tomorrow?.at ?? now)}
          onChange={() => setProblem(undefined)}
          {...fieldAria(ID, note)}
          className="min-w-0 flex-1 tabular-nums"
        />
        <Button type="submit" size="lg" className="max-md:h-10">
          {t('button')}
        </Button>
      </div>
      <FieldNote id={ID} {...note} />
    </form>
  );
}
