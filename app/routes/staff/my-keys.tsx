import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useCallback, useState } from 'react';
import { useKeyring } from '~/browser/keys/use-keyring';
import { toBase64 } from '~/envelope/bytes';
import { ownKeys } from '~/services/staff/own-keys.server';
import { Inset } from '~/ui/inset';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Warning } from '~/ui/warning';
import { ownKeysAction } from '~/web/staff/own-keys-acts.server';
import { staff } from '~/web/staff/staff.server';
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

export const action = (args: ActionFunctionArgs) => ownKeysAction(args);

type Done = keyof (typeof passkeyWords)['zh']['myKeys']['done'];

export default function MyKeys() {
  const { lang, login, salt, county, passkeys, ...own } = useLoaderData<typeof loader>();
  const words = passkeyWords[lang].myKeys;
  const { unlocked } = useKeyring();
  const [done, setDone] = useState<{ what: Done } | null>(null);
  // A new object each time, so that the same thing done twice is reported twice. It is one function for good, because
  // effects of the forms depend on it.
  const tell = useCallback((what: Done | null) => setDone(what && { what }), []);
  return (
    <div className="anshao-main--measure">
      {done && (
        <NotificationBanner success told={done}>
          <p className="govuk-notification-banner__heading">{words.done[done.what]}</p>
        </NotificationBanner>
      )}
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {own.renewAuthenticator && <Warning>{words.renewAuthenticator}</Warning>}
      {!own.passphrase && <Warning>{words.passkeyOnly(own.host)}</Warning>}
      {!unlocked && <Inset>{words.locked}</Inset>}
      <MyPasskeys lang={lang} passkeys={passkeys} unlocked={unlocked} onDone={tell} />
      <MyPassphrase
        lang={lang}
        account={{ login, salt, county }}
        set={own.passphrase}
        usedOn={own.passphraseUsedOn}
        unlocked={unlocked}
        onDone={tell}
      />
    </div>
  );
}
