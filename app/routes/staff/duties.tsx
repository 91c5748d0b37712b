import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireMay } from '~/domain/acts/permission';
import { ACCIDENTS_FIELD } from '~/domain/duty-table';
import { Refusal } from '~/domain/refusal';
import { SECTORS, type Sector } from '~/domain/vocabulary';
import { dutyPage, moveDuties, setDuties, setRoutingTerms } from '~/services/duty.server';
import { waitingDraft } from '~/services/routing-waiting.server';
import { PageTitle } from '~/ui/page-title';
import { anyDuty, chosenUnit, movedDuties, nearestDuties, routingTerms, sectorDuties } from '~/web/duty-form.server';
import { readForm } from '~/web/form.server';
import { shownIn } from '~/web/register-form.server';
import { type Staff, staff, staffAct } from '~/web/staff.server';
import { dutiesWords } from '~/words/duties';
import { DutyAccidents } from './duty-accidents';
import { DutyMatrix } from './duty-matrix';
import { DutyMove } from './duty-move';
import { DutyNearest } from './duty-nearest';
import { DutyOthers } from './duty-others';
import { DutySector } from './duty-sector';
import { DutyTerms } from './duty-terms';
import { WaitingPanel } from './waiting-draft';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: dutiesWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ house, actor, lang, request }) => {
    const page = await dutyPage(house, actor);
    const asked = new URL(request.url).searchParams.get('sector');
    const sector: Sector | null = SECTORS.find((one) => one === asked) ?? null;
    return { lang, page, sector, waiting: await waitingDraft(house.db) };
  });

/** What the page answers to a saved draft: how many places changed. */
async function act({ house, actor, request }: Staff): Promise<{ saved: number }> {
  const form = await readForm(request, { fields: 600 });
  // Who may is asked before what was posted: whoever may not learns nothing of the form.
  requireMay(actor, ({ move: 'duty.move', terms: 'duty.terms' } as const)[form.text('act')] ?? 'duty.set');
  switch (form.text('act')) {
    case 'sector':
      return { saved: await setDuties(house, actor, sectorDuties(form), shownIn(form)) };
    case 'nearest':
      return { saved: await setDuties(house, actor, nearestDuties(form), shownIn(form)) };
    case 'accidents':
      return {
        saved: await setDuties(house, actor, [{ ...ACCIDENTS_FIELD, unitId: chosenUnit(form) }], shownIn(form)),
      };
    case 'add':
      return { saved: await setDuties(house, actor, anyDuty(form, chosenUnit(form)), shownIn(form)) };
    case 'remove':
      return { saved: await setDuties(house, actor, anyDuty(form, null), shownIn(form)) };
    case 'move':
      return { saved: await moveDuties(house, actor, movedDuties(form)) };
    case 'terms':
      await setRoutingTerms(house, actor, routingTerms(form));
      return { saved: 1 };
    default:
      throw new Refusal('invalid');
  }
}

export const action = (args: ActionFunctionArgs) => staffAct(args, act);

export type DutyData = Awaited<ReturnType<typeof dutyPage>>;

export default function Duties() {
  const { lang, page, sector, waiting } = useLoaderData<typeof loader>();
  const words = dutiesWords[lang];
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <h2 className="govuk-heading-m">{words.waiting.title}</h2>
      <WaitingPanel lang={lang} waiting={waiting} />
      {sector ? (
        <DutySector key={sector} lang={lang} page={page} sector={sector} />
      ) : (
        <>
          <DutyMatrix lang={lang} page={page} />
          <DutyMove lang={lang} page={page} />
          <DutyNearest lang={lang} page={page} />
          <DutyAccidents lang={lang} page={page} />
          <DutyOthers lang={lang} page={page} />
          <DutyTerms lang={lang} page={page} />
        </>
      )}
    </>
  );
}
