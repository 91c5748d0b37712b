import { useFetcher } from '@remix-run/react';
import { type FormEvent, useEffect, useState } from 'react';
import {
  confirmRouting,
  type NextRouting,
  nextRouting,
  proposeRouting,
  readRouting,
} from '~/browser/keys/routing-workspace';
import { withStampField } from '~/browser/keys/stamp-workspace';
import { useKeyring } from '~/browser/keys/use-keyring';
import { readAnswer, statementFacts } from '~/contract/answers/answer';
import type { SignedDirectory } from '~/envelope/keys/directory';
import type { RoutingPage } from '~/services/keys/routing-page.server';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { ErrorMessage } from '~/ui/error-message';
import { NotificationBanner } from '~/ui/notification-banner';
import type { directoryAction } from '~/web/keys/directory-acts.server';
import { refusedText } from '~/words/follow/access';
import { keysWords } from '~/words/keys/keys';
import { routingWords } from '~/words/keys/routing';
import { formatDate, type Lang } from '~/words/language';
import { ROUTING_READ, RoutingChanges } from './routing-changes';

type Props = {
  lang: Lang;
  me: string;
  today: string;
  publicKey: string;
  directory: SignedDirectory;
  routing: RoutingPage;
  /** The sealed county seed and the grant that opens it; null for those who cannot sign. */
  signing: { seed: string; grant: { unitKeyId: string; wrapped: string } } | null;
};

/** Duties and registers: what is in force, what changes, and its signing by two guardians. */
export function RoutingSection(props: Props) {
  const { lang, routing } = props;
  const words = routingWords[lang];
  const fetcher = useFetcher<typeof directoryAction>({ key: 'routing' });
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const done = answer && 'done' in answer ? answer.done : null;
  const { next, failed } = useNext(props);
  return (
    <section
      aria-labelledby="routing-title"
      data-routing={routing.holds ? 'holds' : routing.signed ? 'broken' : 'none'}
    >
      <h2 className="govuk-heading-m" id="routing-title">
        {words.title}
      </h2>
      {(done === 'proposed' || done === 'certified' || done === 'withdrawn') && (
        <NotificationBanner success={done === 'certified'} told={answer}>
          {words.done[done]}
        </NotificationBanner>
      )}
      <p className="govuk-body">{words.lead}</p>
      <State {...props} />
      {failed && <ErrorMessage id="routing-failed" message={routing.proposal ? words.forged : words.failed} />}
      {routing.proposal ? <Confirm {...props} next={next} /> : <Propose {...props} next={next} />}
    </section>
  );
}

function State({ lang, routing: { signed, holds, draft } }: Props) {
  const words = routingWords[lang];
  if (signed && !holds) return <ErrorMessage id="routing-broken" message={words.broken} />;
  if (draft === null) return <EmptyState title={words.noDraft} />;
  const facts = signed && readAnswer(statementFacts, JSON.parse(signed.statement));
  return (
    <p className="govuk-body">{facts ? words.version(facts.version, formatDate(facts.madeOn, lang)) : words.none}</p>
  );
}

const benchOf = ({ directory, routing: { signed, former, words, texts, faces } }: Props) => ({
  directory,
  signed,
  former,
  words,
  texts,
  faces,
});

/** The changes, computed here from what was signed: those of the version that waits, or of the rows. */
function useNext(props: Props): { next: NextRouting | null; failed: boolean } {
  const { routing, today, publicKey } = props;
  const { unlocked } = useKeyring();
  const [found, setFound] = useState<{ next: NextRouting | null; failed: boolean }>({ next: null, failed: false });
  const bench = benchOf(props);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the bench is made of the routing page and the list.
  useEffect(() => {
    setFound({ next: null, failed: false });
    const { proposal, draft } = routing;
    if (!unlocked || (proposal === null && draft === null)) return;
    let current = true;
    const reading =
      proposal === null ? draft && nextRouting(bench, draft, today) : readRouting({ ...proposal, publicKey }, bench);
    Promise.resolve(reading).then(
      (next) => current && setFound({ next, failed: false }),
      () => current && setFound({ next: null, failed: true }),
    );
    return () => {
      current = false;
    };
  }, [unlocked, routing, props.directory, today, publicKey]);
  return found;
}

type Next = { next: NextRouting | null };

function Propose({ next, ...props }: Props & Next) {
  const { lang, today, publicKey, signing, routing } = props;
  const words = routingWords[lang];
  const { unlocked } = useKeyring();
  const { submit, message, busy } = useSigning(lang);
  if (!unlocked || signing === null || routing.draft === null) return null;
  if (next === null) return null;
  if (next.changes.length === 0 && routing.holds) return <p className="govuk-body">{words.same}</p>;
  const propose = (event: FormEvent<HTMLFormElement>) =>
    submit(event, async () => {
      const made = await proposeRouting(next, { ...signing, publicKey, today });
      return { act: 'proposeRouting', ...withStampField(made) };
    });
  return (
    <form method="post" onSubmit={propose} data-routing-form>
      <RoutingChanges lang={lang} next={next} ticks />
      <ErrorMessage id="routing-error" message={message} />
      <Button disabled={busy}>{busy ? words.signing : words.propose}</Button>
    </form>
  );
}

function Confirm({ next, ...props }: Props & Next) {
  const { lang, me, today, publicKey, routing } = props;
  const { proposal } = routing;
  const words = routingWords[lang];
  const { submit, message, busy, send } = useSigning(lang);
  if (proposal === null) return null;
  const own = proposal.proposedBy === me;
  const version = String(proposal.version);
  const confirm = (event: FormEvent<HTMLFormElement>) =>
    submit(event, async () => {
      const made = await confirmRouting({ ...proposal, publicKey }, benchOf(props), { today });
      return { act: 'confirmRouting', version, ...withStampField(made) };
    });
  return (
    <form method="post" onSubmit={confirm} data-routing-proposal={version}>
      <h3 className="govuk-heading-s">{words.proposalTitle(proposal.version)}</h3>
      <p className="govuk-body">
        {keysWords[lang].directory.proposedBy(proposal.proposer, formatDate(proposal.proposedOn, lang))}
      </p>
      <p className="govuk-body">{own ? words.ownProposal : words.othersProposal}</p>
      {next && <RoutingChanges lang={lang} next={next} ticks={!own} />}
      <ErrorMessage id="routing-error" message={message} />
      <div className="govuk-button-group">
        {!own && next && <Button disabled={busy}>{busy ? words.signing : words.confirm(proposal.version)}</Button>}
        <Button
          type="button"
          variant="secondary"
          disabled={busy}
          onClick={() => send({ act: 'withdrawRouting', version })}
        >
          {own ? words.takeBack : words.turnDown}
        </Button>
      </div>
    </form>
  );
}

/** Signs once everything was read, and sends what was signed. */
function useSigning(lang: Lang) {
  const words = routingWords[lang];
  const fetcher = useFetcher<typeof directoryAction>({ key: 'routing' });
  const [problem, setProblem] = useState<string | undefined>();
  const [working, setWorking] = useState(false);
  const send = (fields: Record<string, string>) => fetcher.submit(fields, { method: 'post' });
  async function submit(event: FormEvent<HTMLFormElement>, signed: () => Promise<Record<string, string>>) {
    event.preventDefault();
    const read = new FormData(event.currentTarget).getAll('compared').includes(ROUTING_READ);
    if (!read) return setProblem(words.notRead);
    setProblem(undefined);
    setWorking(true);
    try {
      send(await signed());
    } catch {
      setProblem(words.failed);
    }
    setWorking(false);
  }
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const message = answer && 'refused' in answer ? refusedText(answer.refused, lang) : problem;
  return { submit, send, message, busy: working || fetcher.state !== 'idle' };
}
