import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useState } from 'react';
import { useKeyring } from '~/browser/use-keyring';
import { Refusal } from '~/domain/refusal';
import { plainNumber } from '~/domain/typed/number';
import { toBase64 } from '~/envelope/bytes';
import { countyInfo } from '~/services/county.server';
import { changePassphrase } from '~/services/enrolment.server';
import { checkPassphrase, ownKeys, removePasskey, renewTotp, setPassphrase } from '~/services/own-keys.server';
import { requireBytes } from '~/services/public-key.server';
import { Inset } from '~/ui/inset';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Warning } from '~/ui/warning';
import { type ParsedForm, readForm } from '~/web/form.server';
import { type Staff, staff, staffAct } from '~/web/staff.server';
import { endedStaffCookie, staffToken } from '~/web/staff-session.server';
import { passkeyWords } from '~/words/passkey';
import { MyPasskeys } from './my-keys-passkeys';
import { MyPassphrase } from './my-keys-passphrase';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: passkeyWords[data?.lang ?? 'zh'].myKeys.title },
];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ house, actor, lang }) => {
    const { salt, nameZh, nameEn } = await countyInfo(house.db);
    return { ...(await ownKeys(house, actor)), lang, salt: toBase64(salt), county: { nameZh, nameEn } };
  });
}

export function action(args: ActionFunctionArgs) {
  return staffAct(args, async (context) => stepOf(await readForm(context.request, { fields: 10 }), context));
}

async function stepOf(form: ParsedForm, { house, actor, lang, request }: Staff) {
  const token = staffToken(request, house.origin) ?? '';
  const proof = { challenge: form.text('challenge'), signature: form.text('signature') };
  const totp = plainNumber(form.text('totp'));
  switch (form.text('step')) {
    case 'remove':
      await removePasskey(house, actor, { id: form.text('id'), proof, token });
      return { done: 'removed' as const };
    case 'set': {
      const keys = {
        loginKey: requireBytes(form.text('loginKey')),
        wrappedKeys: requireBytes(form.text('wrappedKeys')),
      };
      await setPassphrase(house, actor, { ...keys, totpSecret: form.text('totpSecret'), totp, proof });
      return { done: 'set' as const };
    }
    case 'check':
      await checkPassphrase(house, actor, { loginKey: requireBytes(form.text('loginKey')), totp });
      return { done: 'checked' as const };
    case 'renew':
      await renewTotp(house, actor, { totpSecret: form.text('totpSecret'), totp, proof, token });
      return { done: 'renewed' as const };
    case 'change':
      await changePassphrase(house, actor, {
        oldLoginKey: requireBytes(form.text('oldLoginKey')),
        loginKey: requireBytes(form.text('loginKey')),
        wrappedKeys: requireBytes(form.text('wrappedKeys')),
      });
      throw redirect(`/${lang}/staff/sign-in?changed`, { headers: { 'Set-Cookie': endedStaffCookie(house.origin) } });
    default:
      throw new Refusal('invalid');
  }
}

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
