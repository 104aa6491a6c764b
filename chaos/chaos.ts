export interface Verdict {
  /** What was broken, how often, and what stood. */
  readonly told: string;
  /** What should not be. */
  readonly findings: readonly string[];
}

interface ChaosOptions {
  readonly rounds: number;
  readonly progress: (line: string) => void;
}

export type Chaos = (options: ChaosOptions) => Promise<Verdict>;

export const summary = ({ told, findings }: Verdict) =>
  findings.length === 0 ? `${told}: nothing wrong.` : `${told}:\n${findings.map((each) => `- ${each}`).join('\n')}`;
