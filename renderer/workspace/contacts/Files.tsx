import { IconDownload, IconEye, IconPaperclip, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { isPicture, type StoredFile } from '../../../shared/files/types.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';
import './files.css';

const icon = { size: 15, stroke: 1.6, 'aria-hidden': true } as const;

/** The face beside the name; nothing where there is none. */
export function Photo({ personId, name }: { personId: string; name: string }) {
  const t = useWords();
  const photo = useAnswer('files.of', { personId })?.find(file => file.photo);
  const picture = useAnswer('file.picture', photo === undefined ? undefined : { id: photo.id });
  if (picture == null) return null;
  return <img className="photo" src={picture} alt={t('files.photoOf', { name })} width={48} height={48} />;
}

/** All that is kept with a person, and what came with their letters, faxes and mails. */
export function Files({ personId }: { personId: string }) {
  const t = useWords();
  const { ask } = useCommands();
  const files = useAnswer('files.of', { personId });
  if (files === undefined) return null;
  const photo = files.find(file => file.photo);
  const others = files.filter(file => !file.photo);
  const add = (isPhoto: boolean) => void ask('file.add', { personId, photo: isPhoto });
  return (
    <Section
      title={t('files.title')}
      ruled
      aside={
        <span className="tabs">
          <button type="button" className="add" onClick={() => add(true)}>
            {t(photo === undefined ? 'files.addPhoto' : 'files.changePhoto')}
          </button>
          {photo !== undefined && (
            <button type="button" className="add" onClick={() => void ask('file.remove', { id: photo.id })}>
              {t('files.removePhoto')}
            </button>
          )}
          <button type="button" className="add" onClick={() => add(false)}>
            {t('files.add')}
          </button>
        </span>
      }
    >
      {others.length === 0 ? (
        <p className="empty">{t('files.none')}</p>
      ) : (
        <ul className="file-rows">
          {others.map(file => (
            <FileRow key={file.id} file={file} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function FileRow({ file }: { file: StoredFile }) {
  const t = useWords();
  const { ask } = useCommands();
  const [shown, setShown] = useState(false);
  const [asking, setAsking] = useState(false);
  const picture = useAnswer('file.picture', shown ? { id: file.id } : undefined);
  const { name } = file;
  const act = (label: string, Icon: typeof IconTrash, onPress: () => void, pressed?: boolean) => (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={onPress}
    >
      <Icon {...icon} />
    </button>
  );
  return (
    <li>
      <IconPaperclip {...icon} />
      <span className="clip">
        <bdi>{name}</bdi>
      </span>
      <span className="quiet num">
        {t('files.size', { size: Math.max(1, Math.round(file.size / 1024)) })}
        {file.entryId !== null && ` · ${t('files.came')}`}
      </span>
      {asking ? (
        <span className="row-keys">
          <SmallButton onPress={() => setAsking(false)}>{t('common.cancel')}</SmallButton>
          <SmallButton danger onPress={() => void ask('file.remove', { id: file.id })}>
            {t('files.remove', { name })}
          </SmallButton>
        </span>
      ) : (
        <span className="row-keys">
          {isPicture(file.type) &&
            act(t(shown ? 'files.hide' : 'files.show', { name }), IconEye, () => setShown(!shown), shown)}
          {act(t('files.save', { name }), IconDownload, () => void ask('file.save', { id: file.id }))}
          {act(t('files.remove', { name }), IconTrash, () => setAsking(true))}
        </span>
      )}
      {picture != null && <img className="file-picture" src={picture} alt={name} />}
    </li>
  );
}

/** Puts a file to an entry of the history. */
export function AttachTo({ entryId, what }: { entryId: string; what: string }) {
  const t = useWords();
  const { ask } = useCommands();
  const label = t('files.attach', { what });
  return (
    <button
      type="button"
      className="icon-button quiet-until-near"
      aria-label={label}
      title={label}
      onClick={() => void ask('file.add', { entryId, photo: false })}
    >
      <IconPaperclip {...icon} />
    </button>
  );
}
