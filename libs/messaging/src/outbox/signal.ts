/** Lets one waiter sleep until somebody calls, or a time has passed; a call before the wait is not lost. */
export class Signal {
  private raised = false;
  private release: (() => void) | undefined;

  raise(): void {
    this.raised = true;
    this.release?.();
  }

  /** @param milliseconds the longest wait */
  async wait(milliseconds: number): Promise<void> {
    if (!this.raised) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.release = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.raised = false;
    this.release = undefined;
  }
}
