/**
 * Prints how many tests passed and failed as the last line of a run, after Jest's own summary. A spec that could not
 * even start counts as one failure.
 */
export default class TallyReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const tally = `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`;
    process.once('exit', () => process.stdout.write(`${tally}\n`));
  }
}
