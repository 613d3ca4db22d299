// What the page is made of. Names come from records, so that text is only ever set as text.

export function byId(id) {
  return document.getElementById(id);
}

/** An element with attributes (class, title, …) and children, which are elements or texts. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Sets a text, where it is another one. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function show(node, shown) {
  if (node.hidden === shown) node.hidden = !shown;
}

export function setClass(node, name) {
  if (node.className !== name) node.className = name;
}

/**
 * Gives `parent` one child for each item, in order. A child stays as long as its item does, so
 * that whoever is there with the keyboard stays, too.
 */
export function keyed(parent, items, keyOf, create, update) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let at = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let child = before.get(key);
    if (child) {
      before.delete(key);
    } else {
      child = create(item);
      child.dataset.key = key;
    }
    if (child === at) {
      at = at.nextElementSibling;
    } else {
      parent.insertBefore(child, at);
    }
    update(child, item);
  }
  for (const child of before.values()) child.remove();
}
