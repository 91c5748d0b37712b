import type { Shape } from '~/words/define';
import type { meanwhileWords as zh } from '~/words/zh/meanwhile';

export const meanwhileWords: Shape<typeof zh> = {
  changed: (label, value) =>
    `${label}: a colleague has just changed it to “${value}”. What you entered is still here and was not saved; do it once more to put yours in its place.`,
  nothing: '(empty)',
};
