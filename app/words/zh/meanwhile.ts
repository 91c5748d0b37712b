/** Words for a form whose entry a colleague saved while it was being filled in. */
export const meanwhileWords = {
  changed: (label: string, value: string) =>
    `${label}：同事刚改为“${value}”。您填的还在，没有保存；再点一次，就以您的为准。`,
  nothing: '（空）',
};
