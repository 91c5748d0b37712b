import { useFetcher, useRevalidator } from '@remix-run/react';
import { type FormEvent, useEffect, useState } from 'react';
import { addPasskey, ownKeysProof } from '~/browser/staff/passkey-workspace';
import type { OwnKeys } from '~/services/staff/own-keys.server';
import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { ErrorMessage } from '~/ui/error-message';
import { Inset } from '~/ui/inset';
import { Tag } from '~/ui/tag';
import { TextInput } from '~/ui/text-input';
import { Warning } from '~/ui/warning';
import type { ownKeysAction } from '~/web/staff/own-keys-acts.server';
import { commonWords } from '~/words/common';
import { refusedText } from '~/words/follow/access';
import { formatDate, type Lang } from '~/words/language';
import { passkeyWords } from '~/words/staff/passkey';
import { passkeyFailure } from './passkey-failure';

type Passkey = OwnKeys['passkeys'][number];
type Props = {
  lang: Lang;
  passkeys: readonly Passkey[];
  unlocked: boolean;
  onDone: (done: 'added' | 'removed' | null) => void;
};

/** The member's passkeys: each can be removed, and more can be added, while the keys are open. */
export function MyPasskeys({ lang, passkeys, unlocked, onDone }: Props) {
  const words = passkeyWords[lang].myKeys;
  const [leaving, setLeaving] = useState<Passkey | null>(null);
  const columns = [
    { key: 'name', title: words.name, head: true, cell: (one: Passkey) => <Name lang={lang} passkey={one} /> },
    { key: 'kind', title: words.kind, cell: (one: Passkey) => (one.backedUp ? words.synced : words.syncedNo) },
    { key: 'addedOn', title: words.addedOn, cell: (one: Passkey) => formatDate(one.createdOn, lang) },
    {
      key: 'usedOn',
      title: words.usedOn,
      cell: (one: Passkey) => (one.usedOn ? formatDate(one.usedOn, lang) : words.never),
    },
    {
      key: 'remove',
      title: words.remove,
      cell: (one: Passkey) => (
        <button type="button" className="anshao-text-button" disabled={!unlocked} onClick={() => setLeaving(one)}>
          <span aria-hidden="true">{words.remove}</span>
          <span className="govuk-visually-hidden">{words.removeWhat(one.label)}</span>
        </button>
      ),
    },
  ];
  return (
    <section aria-labelledby="passkeys-title" data-passkeys={passkeys.length}>
      <h2 className="govuk-heading-m" id="passkeys-title">
        {words.passkeys}
      </h2>
      <DataTable
        caption={words.passkeys}
        captionHidden
        columns={columns}
        rows={passkeys}
        rowKey={(one) => one.id}
        empty={<EmptyState title={words.none} />}
      />
      {passkeys.some((one) => one.place === 'former') && <Inset>{words.elsewhereText}</Inset>}
      {passkeys.every((one) => one.place !== 'here') && passkeys.some((one) => one.place === 'served') && (
        <Inset>{words.servedText}</Inset>
      )}
      {leaving && <Removal lang={lang} passkey={leaving} onEnd={() => setLeaving(null)} onDone={onDone} />}
      <Addition lang={lang} unlocked={unlocked} onDone={onDone} />
    </section>
  );
}

function Name({ lang, passkey }: { lang: Lang; passkey: Passkey }) {
  if (passkey.place === 'here') return passkey.label;
  const { elsewhere, served } = passkeyWords[lang].myKeys;
  return (
    <>
      {passkey.label} <Tag tone="attention">{(passkey.place === 'served' ? served : elsewhere)(passkey.rpId)}</Tag>
    </>
  );
}

type RemovalProps = { lang: Lang; passkey: Passkey; onEnd: () => void; onDone: Props['onDone'] };

function Removal({ lang, passkey, onEnd, onDone }: RemovalProps) {
  const words = passkeyWords[lang].myKeys;
  const fetcher = useFetcher<typeof ownKeysAction>();
  const [failed, setFailed] = useState<string | undefined>();
  const answer = fetcher.data;

  useEffect(() => {
    if (!answer || fetcher.state !== 'idle') return;
    if ('refused' in answer) return setFailed(refusedText(answer.refused, lang));
    onDone('removed');
    onEnd();
  }, [answer, fetcher.state, lang, onDone, onEnd]);

  async function remove() {
    setFailed(undefined);
    onDone(null);
    try {
      const proof = await ownKeysProof(`/${lang}/staff/passkeys`, 'removePasskey', [passkey.id]);
      fetcher.submit({ step: 'remove', id: passkey.id, ...proof }, { method: 'post' });
    } catch (error) {
      setFailed(passkeyFailure(error, lang));
    }
  }

  return (
    <div className="anshao-case-section" role="alert" data-removal>
      <Warning>{words.confirm(passkey.label)}</Warning>
      <ErrorMessage id="remove-error" message={failed} />
      <ButtonGroup>
        <Button type="button" variant="warning" disabled={fetcher.state !== 'idle'} onClick={() => void remove()}>
          {words.remove}
        </Button>
        <Button type="button" variant="secondary" onClick={onEnd}>
          {commonWords[lang].buttons.cancel}
        </Button>
      </ButtonGroup>
    </div>
  );
}

function Addition({ lang, unlocked, onDone }: Pick<Props, 'lang' | 'unlocked' | 'onDone'>) {
  const words = passkeyWords[lang];
  const { revalidate } = useRevalidator();
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<string | undefined>();

  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const label = String(new FormData(event.currentTarget).get('label') ?? '').trim();
    setWorking(true);
    setFailed(undefined);
    onDone(null);
    try {
      await addPasskey(`/${lang}/staff/passkeys`, label);
      onDone('added');
      revalidate();
    } catch (error) {
      setFailed(passkeyFailure(error, lang));
    }
    setWorking(false);
  }

  return (
    <form method="post" onSubmit={add} data-add-passkey>
      <h3 className="govuk-heading-s">{words.myKeys.add}</h3>
      <p className="govuk-body">{words.myKeys.addText}</p>
      <TextInput
        name="label"
        label={words.enrol.label}
        hint={words.enrol.labelHint}
        defaultValue={words.myKeys.defaultLabel}
        error={failed}
        maxLength={40}
        width={20}
        required
      />
      <p className="govuk-body" aria-live="polite">
        {working ? words.enrol.working : ''}
      </p>
      <Button variant="secondary" disabled={!unlocked || working}>
        {words.myKeys.addButton}
      </Button>
    </form>
  );
}
