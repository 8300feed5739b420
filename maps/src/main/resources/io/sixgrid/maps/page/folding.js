/** A flood is one line: three or more alerts of one group are one entry of the list, which unfolds to its members. */

const FROM = 3;

export class Folding {
  #unfolded = new Set();

  /** Folds a group that is unfolded, and the other way round. */
  toggle(key) {
    if (!this.#unfolded.delete(key)) {
      this.#unfolded.add(key);
    }
  }

  isUnfolded(key) {
    return this.#unfolded.has(key);
  }

  /**
   * The entries of a list of `things`, in their order, each group where its first member is: `{thing, member}`, or
   * `{group, members, severity, opened}` with the worst severity and the earliest opening of its members, which follow
   * when it is unfolded.
   */
  entries(things) {
    const groups = groupsOf(things);
    const entries = [];
    for (const thing of things) {
      const members = groups.get(thing.group?.key) ?? [];
      if (members.length < FROM) {
        entries.push({ thing, member: false });
      } else if (members[0] === thing) {
        entries.push(entryOf(members));
        if (this.isUnfolded(thing.group.key)) {
          entries.push(...members.map((member) => ({ thing: member, member: true })));
        }
      }
    }
    return entries;
  }

  /** How many things an entry stands for. */
  sizeOf(entry) {
    if (entry.thing) {
      return 1;
    }
    return this.isUnfolded(entry.group.key) ? 0 : entry.members.length;
  }
}

function groupsOf(things) {
  const groups = new Map();
  for (const thing of things) {
    if (thing.group) {
      const members = groups.get(thing.group.key) ?? [];
      members.push(thing);
      groups.set(thing.group.key, members);
    }
  }
  return groups;
}

function entryOf(members) {
  return {
    group: members[0].group,
    members,
    severity: Math.min(...members.map((member) => member.severity)),
    opened: members.map((member) => member.opened).reduce(earlier),
  };
}

function earlier(a, b) {
  return Date.parse(a) <= Date.parse(b) ? a : b;
}
