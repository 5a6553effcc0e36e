'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../ui/button';

/** The two buttons below a form: away from it, and what it is for. */
export function FormButtons({
  submit,
  isBusy,
  onCancel,
}: {
  submit: string;
  isBusy: boolean;
  onCancel: () => void;
}) {
  const common = useTranslations('common');
  return (
    <>
      <Button onClick={onCancel}>{common('cancel')}</Button>
      <Button variant="primary" type="submit" busy={isBusy}>
        {submit}
      </Button>
    </>
  );
}
