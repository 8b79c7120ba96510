/** What was published, when; each can be laid beside the text of now, and taken as the next draft. */
import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { OpenScript } from '../../../shared/ipc/contract.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useFormats, useNow, useWords } from '../state/context.tsx';
import { commonExtensions } from './editor.ts';

export type Version = OpenScript['versions'][number];

export function Versions({
  versions,
  onCompare,
  onTake,
}: {
  versions: readonly Version[];
  onCompare: (version: Version) => void;
  onTake: (version: Version) => void;
}) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  if (versions.length === 0) return <p className="empty">{t('script.neverPublished')}</p>;
  return (
    <ul className="versions">
      {versions.map(version => (
        <li key={version.version}>
          <span className="grow">
            <b>{t('script.version', { n: version.version })}</b>
            <span className="quiet num">
              {t('script.publishedAt', { when: formats.when(version.publishedAt, now) })}
            </span>
          </span>
          <SmallButton onPress={() => onCompare(version)}>
            {t('script.compare', { n: version.version })}
          </SmallButton>
          <SmallButton onPress={() => onTake(version)}>
            {t('script.bringBack', { n: version.version })}
          </SmallButton>
        </li>
      ))}
    </ul>
  );
}

/** Side by side: the version at the start, the text of now at the end. */
export function Comparison({
  version,
  text,
  onClose,
}: {
  version: Version;
  text: string;
  onClose: () => void;
}) {
  const t = useWords();
  const place = useRef<HTMLDivElement>(null);
  const before = t('script.version', { n: version.version });
  const after = t('script.compareNow');
  // CodeMirror fills the number in where `$` stands.
  const unchanged = t('script.unchangedLines');
  useEffect(() => {
    if (!place.current) return undefined;
    const side = (doc: string, label: string) => ({
      doc,
      extensions: [
        ...commonExtensions(label, { '$ unchanged lines': unchanged }),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
      ],
    });
    const merge = new MergeView({
      parent: place.current,
      a: side(version.source, before),
      b: side(text, after),
      collapseUnchanged: { margin: 3, minSize: 8 },
      gutter: true,
    });
    return () => merge.destroy();
  }, [version, text, before, after, unchanged]);
  return (
    <div className="comparison">
      <p className="comparison-head">
        <b>{before}</b>
        <b className="grow">{after}</b>
        <SmallButton onPress={onClose}>{t('common.close')}</SmallButton>
      </p>
      <div className="comparison-text" ref={place} />
    </div>
  );
}
