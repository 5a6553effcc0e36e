'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent, ReactNode } from 'react';
import type { ShownProblem } from '../problem/problem';
import { ProblemAlert } from '../problem/problem-alert';
import { Button } from '../ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '../ui/dialog';
import { focusFirstField, focusFirstOf } from './focus';

type Props = {
  title: string;
  /** Why it could not be done. */
  problem: ShownProblem | undefined;
  /** The elements of which the first that is still there has the focus afterwards. */
  returnTo: string[];
  submit: string;
  icon: ReactNode;
  isBusy: boolean;
  /** What can be done instead, where this can't be done yet. */
  instead?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
  /** What follows from it, and what has to be typed first. */
  children: ReactNode;
};

/** Asks before something is done that can't simply be taken back. */
export function ConfirmDialog(props: Props) {
  const { title, problem, returnTo, submit, icon, isBusy, instead, onSubmit, onClose, children } = props;
  const common = useTranslations('common');
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy) onSubmit();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        role="alertdialog"
        title={title}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, ...returnTo)}
      >
        <form noValidate onSubmit={confirm} className="flex min-h-0 flex-1 flex-col">
          <DialogBody>
            <ProblemAlert problem={problem} className="mb-4" />
            {children}
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>{common('cancel')}</Button>
            {instead || (
              <Button variant="destructive" type="submit" icon={icon} busy={isBusy}>
                {submit}
              </Button>
            )}
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
