/** How each language writes what the code puts together. */
export const localeWords = {
  htmlLang: 'zh-CN',
  /** Writes dates in scripts of pages as `date` does here. */
  dateLocale: 'zh-CN',
  /** What the language calls itself. */
  ownName: '中文',
  /** The written form of a language whose spoken name CLDR gives: 英语 is written as 英文. */
  written: (language: string) => language.replace(/语$/, '文'),
  date: (year: string, month: number, day: number) => `${year}年${month}月${day}日`,
  month: (year: string, month: number) => `${year}年${month}月`,
  money: (amount: string, _negative: boolean) => `${amount}\u00a0元`,
  list: '、',
  colon: '：',
  comma: '，',
  /** Between two sentences. */
  space: '',
  aside: (text: string, aside: string) => `${text}（${aside}）`,
};
