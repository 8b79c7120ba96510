import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../state/context.tsx';

/** A form among the settings: its fields in two columns, then the one filled button, what else it can do, and the way out. */
export function FormFrame({
  save,
  onSave,
  more,
  onClose,
  children,
}: {
  /** The word on the filled button; absent: Save. */
  save?: string;
  onSave: () => Promise<void>;
  /** Further buttons, and what came of them. */
  more?: ReactNode;
  /** Absent where the form is the page. */
  onClose?: () => void;
  children: ReactNode;
}) {
  const t = useWords();
  return (
    <form
      className="line-form"
      noValidate
      onSubmit={event => {
        event.preventDefault();
        void onSave();
      }}
    >
      {children}
      <div className="form-keys whole">
        <Button type="submit">{save ?? t('tools.save')}</Button>
        {more}
        {onClose !== undefined && (
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
