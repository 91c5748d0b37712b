import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { member } from '~/browser/keys/keyring';
import { wrapForMember } from '~/browser/keys/unit-workspace';
import { useKeyring } from '~/browser/keys/use-keyring';
import type { SignedDirectory } from '~/envelope/keys/directory';
import { memberFingerprint } from '~/envelope/keys/directory-statement';
import type { UnitHolder } from '~/services/keys/unit-key.server';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { ErrorMessage } from '~/ui/error-message';
import { Tag } from '~/ui/tag';
import type { keysAction } from '~/web/keys/keys-acts.server';
import { refusedText } from '~/words/follow/access';
import { keysWords } from '~/words/keys/keys';
import type { Lang } from '~/words/language';

type Grant = { unitKeyId: string; wrapped: string };
type Props = {
  lang: Lang;
  holders: UnitHolder[];
  /** For members without whom the unit has only one reader: what that means for reports. */
  effects: Record<string, string | null>;
  grant: Grant | null;
  directory: SignedDirectory | null;
};

/** Who is in the unit, who holds its key, and a button to hand it on. */
export function KeyHolders({ holders, ...props }: Props) {
  const { lang } = props;
  const words = keysWords[lang];
  const columns: Column<UnitHolder>[] = [
    { key: 'name', title: words.name, head: true, cell: (row) => row.name },
    {
      key: 'fingerprint',
      title: words.ownFingerprint,
      cell: (row) => <Print row={row} />,
    },
    {
      key: 'state',
      title: words.state,
      cell: (row) => <HolderState {...props} row={row} />,
    },
  ];
  return <DataTable caption={words.holders} columns={columns} rows={holders} rowKey={(row) => row.memberId} />;
}

/**
 * The member's own fingerprint from the keys that opened in this browser, not from what the server says: others compare
 * it with the list.
 */
function Print({ row }: { row: UnitHolder }) {
  const { unlocked } = useKeyring();
  const held = row.own && unlocked ? member() : null;
  const keys = held ? { recipient: held.age.recipient, signingKey: held.signing.publicKey } : row.keys;
  return keys ? <code>{memberFingerprint(keys)}</code> : '—';
}

type StateProps = Omit<Props, 'holders'> & { row: UnitHolder };

function HolderState({ lang, effects, row, grant, directory }: StateProps) {
  const words = keysWords[lang];
  // The first member holds it before there is a list.
  if (row.holds) {
    const effect = effects[row.memberId] ?? null;
    const closes = effect === null ? null : words.closes(effect);
    return <Holding lang={lang} row={row} doubtful={directory !== null && !row.certified} closes={closes} />;
  }
  if (row.status !== 'enrolled') return <Tag>{words.waitsEnrol}</Tag>;
  if (!row.eligible) return <Tag>{words.notEligible}</Tag>;
  if (!row.certified) return <Tag tone="attention">{words.waitsCertified}</Tag>;
  if (!grant || !directory) return <Tag tone="progress">{words.ready}</Tag>;
  return <GiveKey lang={lang} row={row} grant={grant} directory={directory} />;
}

/** Holds the key, which can be taken back by anybody but the holder. */
type HoldingProps = { lang: Lang; row: UnitHolder; doubtful: boolean; closes: string | null };

function Holding({ lang, row, doubtful, closes }: HoldingProps) {
  const words = keysWords[lang];
  const fetcher = useFetcher<typeof keysAction>();
  const refused = fetcher.data && 'refused' in fetcher.data ? fetcher.data.refused : null;
  const asked = fetcher.data && 'done' in fetcher.data && fetcher.data.done === 'asked';
  return (
    <div className="govuk-button-group">
      <Tag tone={doubtful ? 'bad' : 'good'}>{doubtful ? words.holdsUncertified : words.holds}</Tag>
      {!row.own && (
        <fetcher.Form method="post">
          <input type="hidden" name="act" value="revoke" />
          <input type="hidden" name="memberId" value={row.memberId} />
          <ErrorMessage
            id={`revoke-${row.memberId}-error`}
            message={refused ? refusedText(refused, lang) : undefined}
          />
          {closes && (
            <>
              <p className="govuk-hint">{asked ? words.revokeAsked : closes}</p>
              <input type="hidden" name="warned" value="yes" />
            </>
          )}
          <Button variant="secondary" disabled={fetcher.state !== 'idle'}>
            {closes ? words.askRevoke(row.name) : words.revoke(row.name)}
          </Button>
        </fetcher.Form>
      )}
    </div>
  );
}

type GiveProps = { lang: Lang; row: UnitHolder; grant: Grant; directory: SignedDirectory };

function GiveKey({ lang, row, grant, directory }: GiveProps) {
  const words = keysWords[lang];
  const { unlocked } = useKeyring();
  const fetcher = useFetcher<typeof keysAction>();
  const [state, setState] = useState<'ready' | 'working' | 'failed'>('ready');
  const refused = fetcher.data && 'refused' in fetcher.data ? fetcher.data.refused : null;
  const busy = state === 'working' || fetcher.state !== 'idle';

  async function give() {
    setState('working');
    try {
      const wrapped = await wrapForMember(grant, row.memberId, directory);
      const { unitKeyId } = grant;
      fetcher.submit({ act: 'grant', unitKeyId, memberId: row.memberId, wrapped }, { method: 'post' });
      setState('ready');
    } catch {
      setState('failed');
    }
  }

  const message = refused ? refusedText(refused, lang) : state === 'failed' ? words.failed : undefined;
  return (
    <>
      <ErrorMessage id={`grant-${row.memberId}-error`} message={message} />
      <Button type="button" variant="secondary" disabled={!unlocked || busy} onClick={give}>
        {busy ? words.granting : words.grant(row.name)}
      </Button>
    </>
  );
}
