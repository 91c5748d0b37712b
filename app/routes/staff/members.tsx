import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { memberForms } from '~/contract/posted/staff-forms';
import { textIn } from '~/domain/localized';
import { isRefusal } from '~/domain/refusal';
import { askedAbout, askKeyRemoval, type Removal } from '~/services/keys/key-removal.server';
import { inviteMember, renewInvitation } from '~/services/staff/member.server';
import { changeRoles, disableMember } from '~/services/staff/member-change.server';
import { membersPage } from '~/services/staff/members-page.server';
import { type Column, DataTable } from '~/ui/data-table';
import { Inset } from '~/ui/inset';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Warning } from '~/ui/warning';
import { effectsInWords } from '~/web/keys/removal-effects.server';
import { type Staff, staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { formatList, type Lang } from '~/words/language';
import { membersWords } from '~/words/staff/members';
import { BackupNotice } from './backup-notice';
import { CopyButton } from './copy-button';
import { InviteForm } from './invite-form';
import { MemberTable } from './member-table';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: membersWords[data?.lang ?? 'zh'].title }];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang }) => {
    return {
      ...(await membersPage(ctx, actor)),
      lang,
      me: actor.memberId,
      asked: await askedAbout(ctx, actor),
      needed: (await effectsInWords(ctx, actor, lang)).needed,
    };
  });
}

export function action(args: ActionFunctionArgs) {
  return staffActs(args, ACTS);
}

const ACTS = formActs(memberForms, {
  invite: async ({ ctx, actor, lang }, draft) => invited(ctx, lang, draft.name, await inviteMember(ctx, actor, draft)),
  renew: async ({ ctx, actor, lang }, { memberId, name }) =>
    invited(ctx, lang, name, await renewInvitation(ctx, actor, memberId)),
  roles: async (staff, { memberId, roles, shown, warned }) => {
    const alone = () => changeRoles(staff.ctx, staff.actor, memberId, { roles, shown });
    const asked = await aloneOrAsked(staff, warned, { kind: 'roles', memberId, roles }, alone);
    return { done: asked ? ('asked' as const) : ('rolesSaved' as const), link: null, name: '' };
  },
  disable: async (staff, { memberId, warned }) => {
    const alone = () => disableMember(staff.ctx, staff.actor, memberId);
    const asked = await aloneOrAsked(staff, warned, { kind: 'disable', memberId, roles: [] }, alone);
    return { done: asked ? ('asked' as const) : ('disabled' as const), link: null, name: '' };
  },
});

const invited = ({ origin }: Staff['ctx'], lang: Lang, name: string, { token }: { token: string }) => ({
  done: 'invited' as const,
  link: `${origin}/${lang}/staff/enrol/${token}`,
  name,
});

/** True when it now waits for a second person; only those who were warned about what closes ask for one. */
async function aloneOrAsked(
  { ctx, actor }: Pick<Staff, 'ctx' | 'actor'>,
  warned: boolean,
  removal: Removal,
  alone: () => Promise<void>,
): Promise<boolean> {
  try {
    await alone();
    return false;
  } catch (error) {
    if (!isRefusal(error) || error.data?.rule !== 'secondPerson' || !warned) throw error;
    await askKeyRemoval(ctx, actor, removal);
    return true;
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Members() {
  const {
    lang,
    faults,
    backup,
    me,
    members: list,
    lacking,
    open,
    routed,
    asked,
    needed,
    units: places,
  } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = membersWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  // Shown beside the member's own roles; anything else is shown above the form.
  const beside = typeof refused?.data?.memberId === 'string';
  const done = answer && 'done' in answer ? answer : null;
  const passkeyOnly = list.filter(({ signsIn }) => signsIn.includes('passkeyOnly')).map(({ name }) => name);
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {faults.oneAddress && <Warning>{words.oneAddress}</Warning>}
      <BackupNotice lang={lang} backup={backup} />
      {done && (
        <NotificationBanner success told={done}>
          {done.link ? (
            <>
              <p className="govuk-body">{words.invited(done.name)}</p>
              <p className="anshao-secret" data-enrol-link>
                {done.link}
              </p>
              <CopyButton key={done.link} text={done.link} lang={lang} />
            </>
          ) : (
            <p className="govuk-body">{done.done === 'invited' ? '' : words[done.done]}</p>
          )}
        </NotificationBanner>
      )}
      {passkeyOnly.length > 0 && <Inset>{words.passkeyOnly(formatList(passkeyOnly, lang))}</Inset>}
      <Readiness lang={lang} lacking={lacking} open={open} routed={routed} />
      <InviteForm lang={lang} units={places} refused={beside ? null : refused} />
      <MemberTable
        lang={lang}
        me={me}
        members={list}
        units={places}
        needed={needed}
        asked={asked}
        refused={beside ? refused : null}
      />
    </>
  );
}

function Readiness({ lang, lacking, open, routed }: Pick<Loaded, 'lang' | 'lacking' | 'open' | 'routed'>) {
  const words = membersWords[lang];
  const columns: Column<Loaded['lacking'][number]>[] = [
    { key: 'unit', title: words.unit, head: true, cell: (row) => textIn(row.names, lang) },
    { key: 'holders', title: words.holders, numeric: true, cell: (row) => row.holders },
    { key: 'lack', title: words.lack, cell: (row) => (row.lack ? words.lacks[row.lack] : '') },
  ];
  return (
    <section aria-labelledby="readiness-title" data-readiness>
      <h2 className="govuk-heading-m" id="readiness-title">
        {words.readinessTitle}
      </h2>
      <p className="govuk-body">{open ? words.open : words.closed}</p>
      {!routed && <p className="govuk-body">{words.unrouted}</p>}
      {open && lacking.length > 0 && <p className="govuk-body">{words.openWithout}</p>}
      {lacking.length > 0 && (
        <DataTable
          caption={words.readinessTitle}
          captionHidden
          columns={columns}
          rows={lacking}
          rowKey={(row) => row.unitId}
          dense
        />
      )}
    </section>
  );
}
