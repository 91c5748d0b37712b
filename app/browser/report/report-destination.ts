import type { ReportDraft } from '~/domain/report/report';
import { isEnvelopeError } from '~/envelope/errors';
import { accusedShown, requireChosen } from './report-accused';
import { requireAreaAsSigned, requireSectorAsSigned } from './report-choices';
import type { CountySource } from './report-county';
import { listItem, onClick, part, show, showFailure, word } from './report-dom';
import { type Outside, outsideOf, writeOutside } from './report-outside';
import { type County, type Destination, destinationOf, type PageFacts, unitName } from './report-route';

/** A report that could be sent now: the answers, and who gets them by which lists. */
export type Ready = { draft: ReportDraft; county: County; destination: Destination };

/** The report page: its form, what it says about its county, and the county's lists. */
export type ReportPage = { form: HTMLFormElement; facts: PageFacts; countyNow: CountySource };

type Going = {
  mayGoOn: () => boolean;
  onNext: (ready: Ready) => void;
  /** For a report about the office itself, which the level above gets. */
  onOutside: (outside: Outside) => void;
};

/**
 * Says on a check page who gets the report, and again when asked; calls `onNext` once that is known and `mayGoOn`
 * allows it.
 */
export function mountDestination(
  page: ReportPage,
  step: HTMLElement,
  draft: ReportDraft,
  { mayGoOn, onNext, onOutside }: Going,
): void {
  let ready: Ready | Outside | null = null;
  const look = async () => {
    ready = await showDestination(page, step, draft);
  };
  onClick(part(step, 'retryRoute'), () => void look());
  onClick(part(step, 'next'), () => {
    if (!mayGoOn()) return;
    if (ready === null) void look();
    else if ('superior' in ready) onOutside(ready);
    else onNext(ready);
  });
  void look();
}

/** Says who gets the report and why; null, with the reason, where that cannot be known now. */
async function showDestination(
  { form, facts, countyNow }: ReportPage,
  step: HTMLElement,
  draft: ReportDraft,
): Promise<Ready | Outside | null> {
  show(part(step, 'retryRoute'), false);
  try {
    const county = await countyNow();
    requireChosen(county.directory, draft.accusedUnitId, accusedShown(form));
    requireAreaAsSigned(form, county);
    requireSectorAsSigned(form, county);
    const outside = outsideOf(draft, county);
    if (outside === 'none') {
      part(step, 'next').remove();
      showFailure(step, 'aboutOffice');
      return null;
    }
    if (outside !== null) {
      writeOutside(step);
      return outside;
    }
    const destination = await destinationOf(draft, county, facts);
    const { responsibleUnitId, reasons } = destination.routing;
    part(step, 'routeText').textContent = word('check.routeText', { unit: unitName(county, responsibleUnitId) });
    const lines = reasons.map(({ rule, unitId }) => word(`routing.${rule}`, { unit: unitName(county, unitId) }));
    part(step, 'routeReasons').replaceChildren(...lines.map(listItem));
    return { draft, county, destination };
  } catch (error) {
    if (isEnvelopeError(error)) showFailure(step, 'keys');
    else part(step, 'routeText').textContent = word('check.routeFailed');
    show(part(step, 'retryRoute'), true);
    return null;
  }
}
