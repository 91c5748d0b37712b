declare module 'parse-prometheus-text-format' {
  /** Values are the text that was read; of histograms and summaries, `count` and `sum`. */
  type Metric = { value?: string; count?: string; sum?: string; labels?: Record<string, string> };
  export default function parse(text: string): { name: string; type: string; help: string; metrics: Metric[] }[];
}
