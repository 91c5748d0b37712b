import { actForm, sealed, typed } from './form';

/** What scripts of the page of the opening post about test reports. `report` is the body of a sealed report. */
export const rehearsalForms = {
  send: actForm('rehearsal.send', { meantFor: typed, report: sealed, signingKey: typed, shareHash: typed }),
  see: actForm('rehearsal.see', { reportId: typed, proof: typed }),
};
