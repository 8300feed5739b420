/** Lists and tables whose rows are made once and whose words change in place: nothing flickers, and focus stays. */
import { make, setText } from './dom.js';

export class KeyedList {
  #parent;
  #key;
  #create;
  #update;
  #rows = new Map();

  /** `key` names an item, `create` makes its row, `update` says in the row what the item is now. */
  constructor(parent, { key, create, update }) {
    this.#parent = parent;
    this.#key = key;
    this.#create = create;
    this.#update = update;
  }

  /** Shows `items` in their order, or `empty`, a row that says what would fill the list. */
  show(items, empty) {
    const rows = items.map((item) => this.#row(item));
    const known = new Map(items.map((item, i) => [this.#key(item), rows[i]]));
    this.#rows = known;
    const wanted = rows.length > 0 ? rows : [empty];
    for (const child of [...this.#parent.children]) {
      if (!wanted.includes(child)) {
        child.remove();
      }
    }
    wanted.forEach((row, i) => {
      if (this.#parent.children[i] !== row) {
        this.#parent.insertBefore(row, this.#parent.children[i] ?? null);
      }
    });
  }

  #row(item) {
    const row = this.#rows.get(this.#key(item)) ?? this.#create(item);
    this.#update(row, item);
    return row;
  }
}

/** A table of `columns`: `{name, text(item), number, wide}`; the empty row says `emptyText`. */
export class Table {
  #list;
  #empty;

  constructor(table, { columns, key, emptyText, mark = () => {} }) {
    const head = columns.map((column) => make('th', { class: column.number ? 'n' : null, scope: 'col' }, column.name));
    const body = make('tbody');
    table.append(make('thead', {}, make('tr', {}, ...head)), body);
    this.#empty = make('tr', { class: 'empty' }, make('td', { colspan: columns.length }, emptyText));
    this.#list = new KeyedList(body, {
      key,
      create: () => make('tr', {}, ...columns.map((column) => make('td', { class: column.number ? 'n' : column.wide ? 'wide' : null }))),
      update: (row, item) => {
        columns.forEach((column, i) => {
          const text = column.text(item) ?? '';
          setText(row.cells[i], text);
          if (column.wide) {
            row.cells[i].title = text;
          }
        });
        mark(row, item);
      },
    });
  }

  show(items) {
    this.#list.show(items, this.#empty);
  }
}
