import { type BoardFace, faceIfWhole } from '~/envelope/keys/board-face';
import type { WaitingDraft } from '~/services/keys/routing-waiting.server';
import { Details } from '~/ui/details';
import { Inset } from '~/ui/inset';
import { Warning } from '~/ui/warning';
import { dutiesWords } from '~/words/county/duties';
import { formatDate, type Lang, sentences } from '~/words/language';
import { ChangesTable } from './routing-changes';

type Props = {
  lang: Lang;
  waiting: WaitingDraft;
  /** On pages other than the one of duties, the lines are folded away. */
  folded?: boolean;
};

/** What was drafted and not signed, with the difference in words. Reporters are not affected by it yet. */
export function WaitingPanel({ lang, waiting, folded = false }: Props) {
  const words = dutiesWords[lang].waiting;
  const { version, broken, total, proposal, fromDay } = waiting;
  return (
    <section aria-label={words.title} data-waiting={total}>
      {broken && <Warning>{words.broken}</Warning>}
      {proposal && (
        <Inset>{words.proposal(proposal.version, proposal.proposer, formatDate(proposal.proposedOn, lang))}</Inset>
      )}
      <p className="govuk-body">
        {sentences(
          [
            version !== null ? words.inForce(version) : !broken && words.unsigned,
            total === 0 && version !== null && words.none,
          ],
          lang,
        )}
      </p>
      {fromDay !== null && <Inset>{words.fromDay(formatDate(fromDay, lang))}</Inset>}
      {total > 0 &&
        (folded ? (
          <Details summary={words.show(total)}>
            <Lines lang={lang} waiting={waiting} />
          </Details>
        ) : (
          <Lines lang={lang} waiting={waiting} />
        ))}
    </section>
  );
}

function Lines({ lang, waiting: { changes, total, units, areas, sectors, faces } }: Props) {
  const words = dutiesWords[lang].waiting;
  return (
    <>
      <p className="govuk-body">{words.text}</p>
      <ChangesTable changes={changes} naming={{ lang, units, areas, sectors, faces: opened(faces) }} />
      {total > changes.length && <p className="govuk-body">{words.first(changes.length, total)}</p>}
    </>
  );
}

/**
 * Only guardians' browsers need certainty; here the texts are what the server shows of its own draft. A text that is
 * not what its board names is left out, and its line shows the hash instead.
 */
const opened = (texts: Readonly<Record<string, string>>): Record<string, BoardFace> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([hash, text]) => {
      const face = faceIfWhole(text, hash);
      return face === null ? [] : [[hash, face]];
    }),
  );
