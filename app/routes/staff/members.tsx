import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { isRefusal, Refusal } from '~/domain/refusal';
import type { Role } from '~/domain/vocabulary';
import { readiness, reportingOpen, units } from '~/services/county.server';
import { askKeyRemoval, type Removal, removalsAsked } from '~/services/key-removal.server';
import { inviteMember, members, renewInvitation, siteFaults } from '~/services/member.server';
import { changeRoles, disableMember } from '~/services/member-change.server';
import { type Column, DataTable } from '~/ui/data-table';
import { Inset } from '~/ui/inset';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Warning } from '~/ui/warning';
import { type ParsedForm, readForm } from '~/web/form.server';
import { shownIn } from '~/web/register-form.server';
import { removalEffects } from '~/web/removal-effects.server';
import { type Staff, staff, staffAct } from '~/web/staff.server';
import { formatList } from '~/words/language';
import { membersWords } from '~/words/members';
import { InviteForm } from './invite-form';
import { MemberTable } from './member-table';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: membersWords[data?.lang ?? 'zh'].title }];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ house, actor, lang }) => {
    const list = await members(house, actor);
    const lacking = (await readiness(house.db)).filter((one) => one.lack !== null);
    const { open, routed } = await reportingOpen(house.db);
    const places = (await units(house.db)).map(({ id, kind, nameZh, nameEn }) => ({ id, kind, nameZh, nameEn }));
    return {
      lang,
      faults: siteFaults(house, actor),
      me: actor.memberId,
      members: list,
      lacking,
      open,
      routed,
      asked: (await removalsAsked(house, actor)).map((row) => row.memberId),
      needed: await removalEffects(house, lang),
      units: places,
    };
  });
}

export function action(args: ActionFunctionArgs) {
  return staffAct(args, async (context) => {
    const { house, actor, lang, request } = context;
    const form = await readForm(request);
    const memberId = form.text('memberId');
    const roles = form.all('roles') as Role[];
    const link = (token: string) => `${house.origin}/${lang}/staff/enrol/${token}`;
    switch (form.text('act')) {
      case 'invite': {
        const [login, name, unitId] = [form.text('login'), form.text('name'), form.text('unitId')];
        const formerUnitIds = form.all('formerUnitIds');
        if (!isId(unitId)) throw new Refusal('invalid', { field: 'unitId' });
        if (!formerUnitIds.every(isId)) throw new Refusal('invalid', { field: 'formerUnitIds' });
        const draft = { login, name, unitId, roles, formerUnitIds };
        const { token } = await inviteMember(house, actor, draft);
        return { done: 'invited' as const, link: link(token), name: draft.name };
      }
      case 'renew': {
        const { token } = await renewInvitation(house, actor, requireId(memberId));
        return { done: 'invited' as const, link: link(token), name: form.text('name') };
      }
      case 'roles': {
        const removal = { kind: 'roles', memberId: requireId(memberId), roles } as const;
        const asked = await aloneOrAsked(context, form, removal, () =>
          changeRoles(house, actor, memberId, { roles, shown: shownIn(form) }),
        );
        return { done: asked ? ('asked' as const) : ('rolesSaved' as const), link: null, name: '' };
      }
      case 'disable': {
        const removal = { kind: 'disable', memberId: requireId(memberId), roles: [] } as const;
        const asked = await aloneOrAsked(context, form, removal, () => disableMember(house, actor, memberId));
        return { done: asked ? ('asked' as const) : ('disabled' as const), link: null, name: '' };
      }
      default:
        throw new Refusal('invalid');
    }
  });
}

/** True when it now waits for a second person; only who was warned of what closes asks for one. */
async function aloneOrAsked(
  { house, actor }: Pick<Staff, 'house' | 'actor'>,
  form: ParsedForm,
  removal: Removal,
  alone: () => Promise<void>,
): Promise<boolean> {
  try {
    await alone();
    return false;
  } catch (error) {
    if (!isRefusal(error) || error.data?.rule !== 'secondPerson' || form.text('warned') !== 'yes') throw error;
    await askKeyRemoval(house, actor, removal);
    return true;
  }
}

const isId = (text: string) => /^[0-9a-f-]{36}$/.test(text);

function requireId(text: string): string {
  if (!isId(text)) throw new Refusal('notFound');
  return text;
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Members() {
  const {
    lang,
    faults,
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
  // Told beside the member's own roles; anything else above the form.
  const beside = typeof refused?.data?.memberId === 'string';
  const done = answer && 'done' in answer ? answer : null;
  const passkeyOnly = list.filter(({ signsIn }) => signsIn.includes('passkeyOnly')).map(({ name }) => name);
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {faults.oneAddress && <Warning>{words.oneAddress}</Warning>}
      {done && (
        <NotificationBanner success>
          {done.link ? (
            <>
              <p className="govuk-body">{words.invited(done.name)}</p>
              <p className="anshao-secret" data-enrol-link>
                {done.link}
              </p>
            </>
          ) : (
            <p className="govuk-body">{done.done === 'invited' ? '' : words[done.done]}</p>
          )}
        </NotificationBanner>
      )}
      {passkeyOnly.length > 0 && <Inset>{words.passkeyOnly(formatList(passkeyOnly, lang))}</Inset>}
      <Readiness lang={lang} lacking={lacking} open={open} routed={routed} />
      <InviteForm lang={lang} units={places} refused={beside ? null : refused} done={done?.link ?? ''} />
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
    { key: 'unit', title: words.unit, head: true, cell: (row) => (lang === 'zh' ? row.nameZh : row.nameEn) },
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
