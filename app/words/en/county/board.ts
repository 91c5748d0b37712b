import type { Shape } from '~/words/define';
import type { boardWords as zh } from '~/words/zh/county/board';

export const boardWords: Shape<typeof zh> = {
  title: (site) => `${site} · Safety signboard`,
  heading: 'Safety signboard',
  employer: 'Employer',
  area: 'Place',
  regulator: 'Regulator',
  persons: 'Three responsible persons',
  personRoles: {
    employer: 'Head of the employer',
    regulator: 'Head at the regulator',
    area: 'Head of the administration',
  },
  name: 'Name',
  post: 'Post',
  phone: 'Phone',
  risks: 'Known main risks',
  noRisks: 'No risks are registered.',
  hotline: 'Reporting hotline',
  report: 'Report a danger here',
  reportHint: 'You can stay anonymous. Site and employer are filled in for you.',
  danger: 'If lives are in danger, call 119, 120 or 110 first.',
  warnTitle: 'Before you report',
  warn: [
    'Do not use your employer’s phone, computer or Wi-Fi.',
    'You can photograph the signboard and report from elsewhere.',
    'If you scan with WeChat, WeChat knows that you looked at this page. Your phone’s own browser is better.',
  ],
  qr: 'QR code of this page',
  unknown: {
    title: 'There is no such signboard',
    text: 'The site code in the address is wrong, or the board was taken down. You can still report.',
    report: 'Report without a signboard',
  },
};
