import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useState } from 'react';
import { useKeyring } from '~/browser/keys/use-keyring';
import { plainNumber } from '~/domain/typed/number';
import { toBase64 } from '~/envelope/bytes';
import { requireBytes } from '~/services/keys/public-key.server';
import { changePassphrase } from '~/services/staff/enrolment.server';
import { checkPassphrase, ownKeys, removePasskey, renewTotp, setPassphrase } from '~/services/staff/own-keys.server';
import { Inset } from '~/ui/inset';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Warning } from '~/ui/warning';
import type { ParsedForm } from '~/web/form.server';
import { type Staff, staff } from '~/web/staff/staff.server';
import { type StaffActs, staffActs } from '~/web/staff/staff-acts.server';
import { endedStaffCookie, staffToken } from '~/web/staff/staff-session.server';
import { passkeyWords } from '~/words/staff/passkey';
import { MyPasskeys } from './my-keys-passkeys';
import { MyPassphrase } from './my-keys-passphrase';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: passkeyWords[data?.lang ?? 'zh'].myKeys.title },
];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang }) => {
    const { salt, county, ...own } = await ownKeys(ctx, actor);
    return { ...own, lang, salt: toBase64(salt), county };
  });
}

export function action(args: ActionFunctionArgs) {
  return staffActs(args, ACTS, { fields: 10, field: 'step' });
}

const tokenOf = ({ ctx, request }: Staff) => staffToken(request, ctx.origin) ?? '';
const proofIn = (form: ParsedForm) => ({ challenge: form.text('challenge'), signature: form.text('signature') });
const totpIn = (form: ParsedForm) => plainNumber(form.text('totp'));

const ACTS = {
  remove: [
    'member.removePasskey',
    async (staff, form) => {
      const passkey = { id: form.text('id'), proof: proofIn(form), token: tokenOf(staff) };
      await removePasskey(staff.ctx, staff.actor, passkey);
      return { done: 'removed' as const };
    },
  ],
  set: [
    'member.changePassphrase',
    async ({ ctx, actor }, form) => {
      await setPassphrase(ctx, actor, {
        loginKey: requireBytes(form.text('loginKey')),
        wrappedKeys: requireBytes(form.text('wrappedKeys')),
        totpSecret: form.text('totpSecret'),
        totp: totpIn(form),
        proof: proofIn(form),
      });
      return { done: 'set' as const };
    },
  ],
  check: [
    'member.checkPassphrase',
    async ({ ctx, actor }, form) => {
      await checkPassphrase(ctx, actor, { loginKey: requireBytes(form.text('loginKey')), totp: totpIn(form) });
      return { done: 'checked' as const };
    },
  ],
  renew: [
    'member.changePassphrase',
    async (staff, form) => {
      const renewed = { totpSecret: form.text('totpSecret'), totp: totpIn(form), proof: proofIn(form) };
      await renewTotp(staff.ctx, staff.actor, { ...renewed, token: tokenOf(staff) });
      return { done: 'renewed' as const };
    },
  ],
  change: [
    'member.changePassphrase',
    async ({ ctx, actor, lang }, form) => {
      await changePassphrase(ctx, actor, {
        oldLoginKey: requireBytes(form.text('oldLoginKey')),
        loginKey: requireBytes(form.text('loginKey')),
        wrappedKeys: requireBytes(form.text('wrappedKeys')),
      });
      throw redirect(`/${lang}/staff/sign-in?changed`, { headers: { 'Set-Cookie': endedStaffCookie(ctx.origin) } });
    },
  ],
} as const satisfies StaffActs;

type Done = keyof (typeof passkeyWords)['zh']['myKeys']['done'];

export default function MyKeys() {
  const { lang, login, salt, county, passkeys, ...own } = useLoaderData<typeof loader>();
  const words = passkeyWords[lang].myKeys;
  const { unlocked } = useKeyring();
  const [done, setDone] = useState<Done | null>(null);
  return (
    <div className="anshao-main--measure">
      {done && (
        <NotificationBanner success>
          <p className="govuk-notification-banner__heading">{words.done[done]}</p>
        </NotificationBanner>
      )}
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {own.renewAuthenticator && <Warning>{words.renewAuthenticator}</Warning>}
      {!own.passphrase && <Warning>{words.passkeyOnly(own.host)}</Warning>}
      {!unlocked && <Inset>{words.locked}</Inset>}
      <MyPasskeys lang={lang} passkeys={passkeys} unlocked={unlocked} onDone={setDone} />
      <MyPassphrase
        lang={lang}
        account={{ login, salt, county }}
        set={own.passphrase}
        usedOn={own.passphraseUsedOn}
        unlocked={unlocked}
        onDone={setDone}
      />
    </div>
  );
}
