// Makes elements. Words of a draft go in as text, never as markup.

/** An element with properties; `null` children are left out. */
export function element(name, properties = {}, ...children) {
  const { dataset = {}, ...others } = properties;
  const made = Object.assign(document.createElement(name), others);
  Object.assign(made.dataset, dataset);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** The element of the page with this id. */
export const at = (id) => document.getElementById(id);
