/** Holds items until their time, the earliest first (a binary heap); as many as are put in, and none is looked at twice. */
export class ReleaseQueue<T> {
  private readonly heap: { readonly at: number; readonly item: T }[] = [];

  /** The earliest time, in epoch milliseconds; infinity when nothing waits. */
  get next(): number {
    return this.heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Puts an item in until a time, in epoch milliseconds. */
  put(at: number, item: T): void {
    let index = this.heap.push({ at, item }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.heap[parent]!.at <= this.heap[index]!.at) return;
      this.swap(index, parent);
      index = parent;
    }
  }

  /** Takes all items of the earliest time. */
  take(): T[] {
    const at = this.next;
    const taken: T[] = [];
    while (this.heap.length > 0 && this.next === at) taken.push(this.pop());
    return taken;
  }

  /** Takes everything, whatever its time. */
  drain(): T[] {
    return this.heap.splice(0).map(({ item }) => item);
  }

  private pop(): T {
    const { item } = this.heap[0]!;
    const last = this.heap.pop()!;
    if (this.heap.length > 0) {
      this.heap[0] = last;
      this.sink();
    }
    return item;
  }

  private sink(): void {
    for (let index = 0; ; ) {
      const left = 2 * index + 1;
      const right = left + 1;
      let least = index;
      if (left < this.heap.length && this.heap[left]!.at < this.heap[least]!.at) least = left;
      if (right < this.heap.length && this.heap[right]!.at < this.heap[least]!.at) least = right;
      if (least === index) return;
      this.swap(index, least);
      index = least;
    }
  }

  private swap(a: number, b: number): void {
    const held = this.heap[a]!;
    this.heap[a] = this.heap[b]!;
    this.heap[b] = held;
  }
}
