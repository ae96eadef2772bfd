// Whether the kernel still speaks. It does every few seconds, because it looks at the queue; when it was quiet, it is
// asked. Questions are counted, not seconds: a hidden page's clock runs slowly, and a laptop that slept heard nothing.

const IN_VAIN = 3;

export class Pulse {
  // `ask` asks the kernel for a sign of life, `changed` is called when it fell silent or speaks again.
  constructor(ask, changed) {
    Object.assign(this, { ask, changed, fresh: true, asked: 0, silent: false });
  }

  heard() {
    this.fresh = true;
    this.asked = 0;
    if (this.silent) this.turn(false);
  }

  // To be called every few seconds: so long may the kernel take to answer.
  tick() {
    if (this.fresh || this.silent) {
      this.fresh = false;
    } else if (this.asked === IN_VAIN) {
      this.turn(true);
    } else {
      this.question();
    }
  }

  question() {
    this.asked += 1;
    try {
      this.ask();
    } catch {
      this.turn(true); // the line is cut: this kernel was ended, and another took its place at best
    }
  }

  turn(silent) {
    this.silent = silent;
    this.changed();
  }
}
