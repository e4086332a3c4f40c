// What the page says in words of its own.

const LEVELS = ["error", "warning", "information", "hint"];

/** How many there are of each level: "1 error, 2 hints". */
export function counted(findings) {
  const count = (level) => findings.filter(({ severity }) => severity === level).length;
  const plural = (level) => (count(level) === 1 || level === "information" ? level : `${level}s`);
  return LEVELS.filter(count).map((level) => `${count(level)} ${plural(level)}`).join(", ") || "Nothing to mind";
}

/** As what a draft is read. */
export function standing({ draft, kind, relationship, permission }) {
  if (!draft) return "Its front matter says that this is no draft, so it is left alone.";
  const reader = { stranger: "to strangers", acquainted: "to people you have met", friend: "between friends" }[relationship];
  return `Read as: ${kind}, ${reader}; permission to promote: ${permission}. The lines between --- say so; change them as you like.`;
}

/** The writer's own day, not the one at Greenwich. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
