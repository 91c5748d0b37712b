import loadHighs, { type Highs, type Model } from 'highs';
import type { OpenSolver } from '~/domain/publication/disclosure-audit';
import { type LinearSystem, type Span, satisfies, type Term } from '~/domain/publication/disclosure-system';

let loading: Promise<Highs> | undefined;

/**
 * Solver for whole-number systems by HiGHS in WebAssembly. Linear programmes go first and are kept warm; where their
 * answer is not whole, a few more look for a whole one that is as great, and an integer programme decides where they
 * find none. What comes back is checked against every equation in whole numbers. Solving blocks this thread, so it is
 * for commands and jobs, never for requests.
 */
export async function wholeNumberSolver(): Promise<OpenSolver> {
  loading ??= loadHighs();
  const highs = await loading;
  return (system) => open(highs, system);
}

function open(highs: Highs, { spans, equations }: LinearSystem) {
  const now = spans.map((span) => ({ ...span }));
  const model = highs.createModel(modelData(highs, now, equations));
  model.options.set({ output_flag: false, mip_rel_gap: 0 });
  let priced: number[] = [];
  const price = (weights: readonly Term[]) => {
    for (const cell of priced) model.changeColCost(cell, 0);
    for (const { cell, times } of weights) model.changeColCost(cell, times);
    priced = weights.map(({ cell }) => cell);
  };
  /**
   * Looks for another corner of the linear programme that is in whole numbers: values that were not whole get a
   * slightly different price, and the warm solver moves on. Whole numbers reach at most the linear optimum rounded
   * down, so one that reaches it is the greatest. A try takes a tenth of the time of an integer programme.
   */
  const otherCorner = (linear: readonly number[], weights: readonly Term[]): readonly number[] | null => {
    const most = Math.floor(sumOf(weights, linear) + ROUNDING);
    let last = linear;
    for (let at = 1; at <= CORNERS; at += 1) {
      const broken = last.flatMap((value, cell) => (Number.isInteger(value) ? [] : [cell]));
      price([...broken.map((cell) => ({ cell, times: littleOf(cell, at) })), ...weights]);
      const next = solved(highs, model);
      if (next === null) return null;
      if (satisfies({ spans: now, equations }, next) && sumOf(weights, next) === most) return next;
      last = next;
    }
    return null;
  };
  return {
    narrow(cell: number, span: Span) {
      now[cell] = { ...span };
      model.changeColBounds(cell, span.low, Math.min(span.high, highs.infinity));
    },
    greatest(weights: readonly Term[]): readonly number[] | null {
      price(weights);
      const linear = solved(highs, model);
      if (linear === null || satisfies({ spans: now, equations }, linear)) return linear;
      const other = otherCorner(linear, weights);
      if (other) return other;
      price(weights);
      return inWholeNumbers(highs, model, now, equations);
    },
    close: () => model.dispose(),
  };
}

const ROUNDING = 1e-6;
const CORNERS = 8;

const sumOf = (weights: readonly Term[], values: readonly number[]): number =>
  weights.reduce((sum, { cell, times }) => sum + times * (values[cell] ?? 0), 0);

/** Spread evenly between -0.0001 and 0.0001 by the golden ratio, because nothing here needs randomness. */
const littleOf = (cell: number, at: number): number => (((cell + 1) * at * 0.618_033_988_75) % 1) / 5_000 - 1 / 10_000;

function modelData(highs: Highs, spans: readonly Span[], equations: Term[][]) {
  const starts = [0];
  for (const equation of equations) starts.push((starts.at(-1) ?? 0) + equation.length);
  const zeros = equations.map(() => 0);
  return {
    numCols: spans.length,
    numRows: equations.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: spans.map(() => 0),
    colLower: spans.map(({ low }) => low),
    colUpper: spans.map(({ high }) => Math.min(high, highs.infinity)),
    rowLower: zeros,
    rowUpper: zeros,
    matrix: {
      format: 'csr' as const,
      numRows: equations.length,
      numCols: spans.length,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(equations.flatMap((equation) => equation.map(({ cell }) => cell))),
      values: Float64Array.from(equations.flatMap((equation) => equation.map(({ times }) => times))),
    },
  };
}

/** The optimum in whole numbers, if it is whole up to rounding; null where there is no solution at all. */
function solved(highs: Highs, model: Model): number[] | null {
  model.run();
  const status = model.getModelStatus();
  if (status === highs.constants.modelStatus.infeasible) return null;
  if (status !== highs.constants.modelStatus.optimal) throw new Error(`The solver ended with status ${status}`);
  return Array.from(model.getSolution().colValue, (value) =>
    Math.abs(value - Math.round(value)) < ROUNDING ? Math.round(value) : value,
  );
}

function inWholeNumbers(highs: Highs, model: Model, now: Span[], equations: Term[][]) {
  const { integer } = highs.constants.variableType;
  for (let cell = 0; cell < now.length; cell += 1) model.changeColIntegrality(cell, integer);
  try {
    const whole = solved(highs, model)?.map(Math.round) ?? null;
    if (whole && !satisfies({ spans: now, equations }, whole))
      throw new Error('The solver gave numbers that satisfy no equation');
    return whole;
  } finally {
    model.clearIntegrality();
  }
}
