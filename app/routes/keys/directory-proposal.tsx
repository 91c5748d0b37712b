import { useFetcher } from '@remix-run/react';
import { type FormEvent, useEffect, useState } from 'react';
import { confirmProposal, readProposal } from '~/browser/keys/directory-workspace';
import { withStampField } from '~/browser/keys/stamp-workspace';
import { useKeyring } from '~/browser/keys/use-keyring';
import { comparedIds, unitsRead } from '~/envelope/keys/compared';
import type { SignedDirectory } from '~/envelope/keys/directory';
import { changedId } from '~/envelope/keys/directory-change';
import type { WaitingProposal } from '~/services/keys/directory.server';
import type { RoutingPage } from '~/services/keys/routing-page.server';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import type { directoryAction } from '~/web/keys/directory-acts.server';
import { refusedText } from '~/words/follow/access';
import { directoryWords } from '~/words/keys/directory';
import { keysWords } from '~/words/keys/keys';
import { formatDate, type Lang } from '~/words/language';
import { ListChanges } from './list-changes';
import { notCompared } from './outside-changes';
import { ConfirmByReserve } from './reserve-confirm';
import { TicksBack, ticked, useTicks } from './ticks';

type Props = {
  lang: Lang;
  me: string;
  waiting: WaitingProposal;
  publicKey: string;
  directory: SignedDirectory | null;
  routing: RoutingPage;
  today: string;
  /** Names of members by id, because the signed list holds none. */
  names: Record<string, string>;
};

/**
 * The version that waits, and what it changes, read from the signed text in this browser. The proposer shows this to
 * the second guardian, who ticks each new entry after comparing fingerprints, and confirms.
 */
export function DirectoryProposal(props: Props) {
  const { lang, me, waiting, directory } = props;
  const words = keysWords[lang].directory;
  const { unlocked } = useKeyring();
  const { read, forged } = useChanges(props, unlocked);
  const { confirm, withdraw, message, busy } = useConfirm(props);
  const own = waiting.proposedBy === me;
  const ticks = useTicks(read === null ? null : 'directory/proposed');
  return (
    <section aria-labelledby="proposal-title" data-proposal={waiting.version}>
      <h2 className="govuk-heading-m" id="proposal-title">
        {words.proposalTitle(waiting.version)}
      </h2>
      <p className="govuk-body">{words.proposedBy(waiting.proposer, formatDate(waiting.proposedOn, lang))}</p>
      <p className="govuk-body">{own ? words.ownProposal : words.othersProposal}</p>
      {!unlocked && <p className="govuk-body">{keysWords[lang].locked}</p>}
      {forged && <ErrorMessage id="proposal-forged" message={words.proposalForged} />}
      <form method="post" onSubmit={(event) => confirm(event, read)} ref={ticks.form} onInput={ticks.onInput}>
        <TicksBack lang={lang} back={ticks.back} />
        {read && (
          <>
            <p className="govuk-body">{words.madeOn(formatDate(read.statement.madeOn, lang))}</p>
            <ListChanges lang={lang} names={props.names} {...read} caption={words.changesTitle} ticks={!own} />
          </>
        )}
        <ErrorMessage id="proposal-error" message={message} />
        <div className="govuk-button-group">
          {!own && read && (
            <Button disabled={!unlocked || busy}>{busy ? words.signing : words.confirm(waiting.version)}</Button>
          )}
          <Button type="button" variant="secondary" disabled={busy} onClick={withdraw}>
            {own ? words.takeBack : words.turnDown}
          </Button>
        </div>
      </form>
      {own && directory && read && <ConfirmByReserve {...props} directory={directory} read={read} />}
    </section>
  );
}

type Read = Awaited<ReturnType<typeof readProposal>>;

function useChanges({ waiting, publicKey, directory }: Props, unlocked: boolean) {
  const [read, setRead] = useState<Read | null>(null);
  const [forged, setForged] = useState(false);
  // The page's data comes anew in other objects, and what is compared on paper meanwhile must stay where it is.
  const text = JSON.stringify({ waiting, publicKey, directory });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text says all that is read
  useEffect(() => {
    setRead(null);
    setForged(false);
    if (!unlocked) return;
    let current = true;
    readProposal({ ...waiting, publicKey }, directory).then(
      (found) => current && setRead(found),
      () => current && setForged(true),
    );
    return () => {
      current = false;
    };
  }, [unlocked, text]);
  return { read, forged };
}

function useConfirm({ lang, waiting, publicKey, directory, routing, today }: Props) {
  const words = keysWords[lang];
  const fetcher = useFetcher<typeof directoryAction>({ key: 'directory' });
  const [problem, setProblem] = useState<string | undefined>();
  const [working, setWorking] = useState(false);
  const version = String(waiting.version);

  async function confirm(event: FormEvent<HTMLFormElement>, read: Read | null) {
    event.preventDefault();
    if (read === null) return;
    const { changes } = read;
    const marks = ticked(event.currentTarget);
    const compared = comparedIds(changes, marks);
    if (changes.keys.some((change) => change.after !== null && !compared.has(changedId(change)))) {
      return setProblem(words.directory.notAllCompared);
    }
    if (!unitsRead(changes, marks)) return setProblem(directoryWords[lang].unitsNotRead);
    const unseen = notCompared(changes.outside, marks, lang);
    if (unseen !== null) return setProblem(unseen);
    setProblem(undefined);
    setWorking(true);
    try {
      const words = await confirmProposal({ ...waiting, publicKey }, directory, routing.signed, { today });
      fetcher.submit({ act: 'confirm', version, ...withStampField(words) }, { method: 'post' });
    } catch {
      setProblem(words.failed);
    }
    setWorking(false);
  }

  const withdraw = () => fetcher.submit({ act: 'withdraw', version }, { method: 'post' });
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const message = answer && 'refused' in answer ? refusedText(answer.refused, lang) : problem;
  return { confirm, withdraw, message, busy: working || fetcher.state !== 'idle' };
}
