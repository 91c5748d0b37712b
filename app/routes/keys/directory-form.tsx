import { useFetcher } from '@remix-run/react';
import { type FormEvent, useMemo, useState } from 'react';
import { nextContent, proposeNext } from '~/browser/keys/directory-workspace';
import { withStampField } from '~/browser/keys/stamp-workspace';
import { useKeyring } from '~/browser/keys/use-keyring';
import { isEnvelopeError } from '~/envelope/errors';
import { comparedIds, unitsRead } from '~/envelope/keys/compared';
import type { SignedDirectory } from '~/envelope/keys/directory';
import { changedId, type DirectoryChanges, directoryChanges } from '~/envelope/keys/directory-change';
import { DIRECTORY, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import type { DirectoryDraft } from '~/services/keys/directory-draft.server';
import type { RoutingPage } from '~/services/keys/routing-page.server';
import { Button } from '~/ui/button';
import { DataTable } from '~/ui/data-table';
import { ErrorMessage } from '~/ui/error-message';
import type { directoryAction } from '~/web/keys/directory-acts.server';
import { refusedText } from '~/words/follow/access';
import { directoryWords } from '~/words/keys/directory';
import { keysWords } from '~/words/keys/keys';
import type { Lang } from '~/words/language';
import { entryKind, type Naming, printOf } from './directory-change-text';
import { entryName, KeyChangesTable, UnitChangesTable } from './directory-changes';
import { OutsideChanges } from './outside-changes';
import { TicksBack, ticked, useTicks } from './ticks';

type Props = {
  lang: Lang;
  today: string;
  draft: DirectoryDraft;
  directory: SignedDirectory | null;
  routing: RoutingPage;
  names: Naming['names'];
  publicKey: string;
  seed: string;
  grant: { unitKeyId: string; wrapped: string };
};

/** Waiting entries, each with its fingerprint and a tick for "compared face to face"; the proposal is signed here. */
export function DirectoryForm(props: Props) {
  const { lang, draft, directory } = props;
  const words = keysWords[lang];
  const { unlocked } = useKeyring();
  const changes = useMemo(() => directoryChanges(listOf(directory), draft), [directory, draft]);
  const waiting = changes.keys.filter(({ after }) => after !== null);
  const departed = changes.keys.length - waiting.length;
  const { propose, message, busy } = usePropose(props, changes);
  const ticks = useTicks('directory/next');
  const naming = { lang, names: props.names, units: draft.units };
  return (
    <form method="post" onSubmit={propose} ref={ticks.form} onInput={ticks.onInput} data-directory>
      <TicksBack lang={lang} back={ticks.back} />
      <KeyChangesTable {...naming} changes={waiting} caption={words.directory.waitingTitle} ticks />
      {departed > 0 && <p className="govuk-inset-text">{words.directory.departed(departed)}</p>}
      <UnitChangesTable {...naming} changes={changes.units} ticks />
      <OutsideChanges lang={lang} changes={changes.outside} ticks />
      {!unlocked && <p className="govuk-body">{words.locked}</p>}
      <ErrorMessage id="directory-error" message={message} />
      {Object.values(changes).some((some) => some.length > 0) && (
        <Button disabled={!unlocked || busy}>{busy ? words.directory.signing : words.directory.propose}</Button>
      )}
    </form>
  );
}

/** The list in force, only to be shown: the workspace checks anew what is signed. */
function listOf(directory: SignedDirectory | null): DirectoryStatement | null {
  try {
    return directory && DIRECTORY.parse(directory.statement);
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}

type CertifiedProps = Pick<Naming, 'lang' | 'names'> & { directory: SignedDirectory };

/** Everybody and every key that the list in force names. */
export function CertifiedTable({ lang, names, directory }: CertifiedProps) {
  const words = keysWords[lang];
  const list = listOf(directory);
  if (list === null) return null;
  const naming = { lang, names, units: list.units };
  return (
    <DataTable
      caption={words.directory.certifiedTitle}
      columns={[
        { key: 'name', title: words.directory.who, head: true, cell: (row) => entryName(row, naming) },
        { key: 'kind', title: words.directory.kind, cell: (row) => entryKind(row, naming) },
        {
          key: 'fingerprint',
          title: words.fingerprint,
          cell: (row) => <code>{row.after && printOf(row.after)}</code>,
        },
      ]}
      rows={directoryChanges(null, list).keys}
      rowKey={changedId}
      dense
    />
  );
}

function usePropose(props: Props, changes: DirectoryChanges) {
  const { lang, directory, draft, seed, grant, publicKey, today, routing } = props;
  const words = keysWords[lang];
  const fetcher = useFetcher<typeof directoryAction>({ key: 'directory' });
  const [problem, setProblem] = useState<string | undefined>();
  const [working, setWorking] = useState(false);

  async function propose(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const marks = ticked(event.currentTarget);
    const removes = changes.keys.some(({ after }) => after === null);
    if (marks.size === 0 && !removes) return setProblem(words.directory.nothingChosen);
    if (!unitsRead(changes, marks)) return setProblem(directoryWords[lang].unitsNotRead);
    setProblem(undefined);
    setWorking(true);
    try {
      const content = await nextContent(directory, draft, comparedIds(changes, marks));
      const proposed = await proposeNext({
        seed,
        grant,
        publicKey,
        before: directory,
        today,
        content,
        routing: routing.signed,
      });
      fetcher.submit({ act: 'propose', ...withStampField(proposed) }, { method: 'post' });
    } catch {
      setProblem(words.failed);
    }
    setWorking(false);
  }

  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const message = answer && 'refused' in answer ? refusedText(answer.refused, lang) : problem;
  return { propose, message, busy: working || fetcher.state !== 'idle' };
}
