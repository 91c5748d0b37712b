import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { openingForms } from '~/contract/posted/staff-forms';
import { textIn } from '~/domain/localized';
import { QrCode } from '~/routes/keys/qr-code';
import { CopyButton } from '~/routes/staff/copy-button';
import { openingPage } from '~/services/county/opening.server';
import { inviteToPost, inviteToPosts, renewAllInvitations, type Slip } from '~/services/county/opening-invite.server';
import { endRehearsal, rehearsalPage } from '~/services/county/rehearsal.server';
import { renewInvitation } from '~/services/staff/member.server';
import { Details } from '~/ui/details';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Warning } from '~/ui/warning';
import { type Staff, staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { openingWords } from '~/words/county/opening';
import { rehearsalWords } from '~/words/county/rehearsal';
import { formatDate, formatList, type Lang } from '~/words/language';
import { OpeningAdvised } from './opening-advised';
import { OpeningEverybody } from './opening-everybody';
import { OpeningPlaces } from './opening-places';
import { OpeningRehearsal } from './opening-rehearsal';
import { OpeningSlips } from './opening-slips';
import { OpeningProgress, OpeningSteps } from './opening-steps';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: openingWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => ({
    lang,
    rehearsal: await rehearsalPage(ctx, actor),
    ...(await openingPage(ctx, actor)),
  }));

/** A county has more posts than other forms have fields. */
const MAX_FIELDS = 2_000;

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS, { fields: MAX_FIELDS });

const ACTS = formActs(openingForms, {
  post: async ({ ctx, actor, lang }, { post, ...asked }) =>
    shownOnce(ctx, lang, asked.name, await inviteToPost(ctx, actor, { ...asked, post: Number(post) })),
  renew: async ({ ctx, actor, lang }, { memberId, name }) =>
    shownOnce(ctx, lang, name, await renewInvitation(ctx, actor, memberId)),
  everybody: async ({ ctx, actor, lang }, { people }) =>
    slipsShownOnce(ctx, lang, await inviteToPosts(ctx, actor, people)),
  renewAll: async ({ ctx, actor, lang }) => slipsShownOnce(ctx, lang, await renewAllInvitations(ctx, actor)),
  endRehearsal: async ({ ctx, actor }) => {
    await endRehearsal(ctx, actor);
    return { ended: true as const };
  },
});

const linkOf = ({ origin }: Staff['ctx'], lang: Lang, token: string) => `${origin}/${lang}/staff/enrol/${token}`;

const shownOnce = (ctx: Staff['ctx'], lang: Lang, name: string, { token }: { token: string }) => ({
  link: linkOf(ctx, lang, token),
  name,
});

const slipsShownOnce = (ctx: Staff['ctx'], lang: Lang, slips: readonly Slip[]) => ({
  slips: slips.map(({ token, ...whose }) => ({ ...whose, link: linkOf(ctx, lang, token) })),
});

/** The way to the opening: who has to do what next, a link or QR code for each person, and what a lost holder means. */
export default function Opening() {
  const page = useLoaderData<typeof loader>();
  const { lang, steps, places, lost, open, openedOn } = page;
  const answer = useActionData<typeof action>();
  const words = openingWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const done = answer && 'link' in answer ? answer : null;
  const nameOf = (id: string | null) => {
    const place = places.find((one) => one.id === id);
    return (place && textIn(place.names, lang)) ?? '';
  };
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {done && (
        <NotificationBanner success told={done}>
          <p className="govuk-body">{words.invited(done.name)}</p>
          <QrCode text={done.link} label={words.qr(done.name)} />
          <p className="anshao-secret" data-enrol-link>
            {done.link}
          </p>
          <CopyButton key={done.link} text={done.link} lang={lang} />
        </NotificationBanner>
      )}
      {answer && 'ended' in answer && (
        <NotificationBanner success told={answer}>
          <p className="govuk-body">{rehearsalWords[lang].ended}</p>
        </NotificationBanner>
      )}
      {answer && 'slips' in answer && <OpeningSlips lang={lang} answer={answer} />}
      {lost.length > 0 && <Warning>{words.lost(formatList(lost.map(nameOf), lang))}</Warning>}
      <p className="govuk-body" data-open={open}>
        {openedOn === null ? (open ? words.openNow : words.notYet) : words.open(formatDate(openedOn, lang))}{' '}
        {openedOn !== null && !open && words.closedNow}
      </p>
      {openedOn === null && (
        <>
          <OpeningProgress lang={lang} steps={[...steps, ...page.advised]} />
          <OpeningSteps lang={lang} steps={steps} nameOf={nameOf} />
        </>
      )}
      {page.mayInvite && <OpeningEverybody lang={lang} places={places} refused={refused} />}
      <OpeningPlaces lang={lang} places={places} mayInvite={page.mayInvite} refused={refused} />
      <OpeningRehearsal lang={lang} rehearsal={page.rehearsal} mayInvite={page.mayInvite} />
      <OpeningAdvised lang={lang} steps={page.advised} />
      <Details summary={words.lostTitle} open={lost.length > 0}>
        <p className="govuk-body">{words.lostMeans}</p>
        <ol className="govuk-list govuk-list--number">
          {words.lostSteps.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </Details>
      <p className="govuk-body">
        <Link className="govuk-link" to={`/${lang}/staff/roles`}>
          {words.rolesLink}
        </Link>
      </p>
    </>
  );
}
