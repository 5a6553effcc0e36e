import { Zap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '../ui/icon-button';

/** Opens the list of templates where the cursor stands. */
export function TemplateButton({ isOpen, onToggle }: { isOpen: boolean; onToggle: () => void }) {
  const t = useTranslations('replies');
  return (
    <span data-templates="">
      <IconButton
        size="sm"
        side="top"
        label={t('title')}
        icon={<Zap />}
        active={isOpen}
        aria-expanded={isOpen}
        onClick={onToggle}
      />
    </span>
  );
}
