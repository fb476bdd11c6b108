import ts from 'typescript';

/** Methods of a decimal number, each with the one it is most easily mistaken for. */
const otherMethod = {
  plus: 'minus',
  minus: 'plus',
  times: 'dividedBy',
  dividedBy: 'times',
  lessThan: 'lessThanOrEqualTo',
  lessThanOrEqualTo: 'lessThan',
  greaterThan: 'greaterThanOrEqualTo',
  greaterThanOrEqualTo: 'greaterThan',
  floor: 'ceil',
  ceil: 'floor',
  some: 'every',
  every: 'some',
};

const otherFunction = { least: 'greatest', greatest: 'least', maximumOf: 'minimumOf', minimumOf: 'maximumOf' };

const otherOperator = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
};

/** What a node becomes under each mutation of it: `[what was done, text]`; children's texts are as they stand in the source. */
function mutationsOf(node, text) {
  if (ts.isBinaryExpression(node)) return ofBinary(node, text);
  if (ts.isCallExpression(node)) return ofCall(node, text);
  if (ts.isConditionalExpression(node))
    return [['swaps what follows', `(${text(node.condition)}) ? (${text(node.whenFalse)}) : (${text(node.whenTrue)})`]];
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [['drops !', text(node.operand)]];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [['true → false', 'false']];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [['false → true', 'true']];
  if (ts.isNumericLiteral(node)) return [[`${node.text} → ${Number(node.text) + 1}`, `${Number(node.text) + 1}`]];
  return [];
}

function ofBinary(node, text) {
  const operator = node.operatorToken.getText();
  // Only a default that a contract may rely on; others stand where the compiler cannot see that something is there.
  if (operator === '??') return isConstant(node.right) ? [['drops the default', text(node.left)]] : [];
  const other = otherOperator[operator];
  // `+` of texts is not arithmetic, and `-` of them is nothing anybody writes by mistake.
  if (other === undefined || (operator === '+' && mentionsText(node))) return [];
  return [[`${operator} → ${other}`, `${text(node.left)} ${other} ${text(node.right)}`]];
}

function isConstant(node) {
  return ts.isLiteralExpression(node) || [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword].includes(node.kind);
}

function mentionsText(node) {
  return [node.left, node.right].some((side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side));
}

function ofCall(node, text) {
  const { expression } = node;
  const given = node.arguments.map(text).join(', ');
  if (ts.isIdentifier(expression) && otherFunction[expression.text])
    return [[`${expression.text} → ${otherFunction[expression.text]}`, `${otherFunction[expression.text]}(${given})`]];
  if (!ts.isPropertyAccessExpression(expression) || expression.questionDotToken) return [];
  const method = expression.name.text;
  if (method === 'filter' && node.arguments.length === 1) return [['keeps all', text(expression.expression)]];
  const other = otherMethod[method];
  return other ? [[`.${method} → .${other}`, `${text(expression.expression)}.${other}(${given})`]] : [];
}

/** What a step is called enters no figure. */
function isWording(node) {
  const named = ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node);
  return named && ts.isIdentifier(node.name) && /^(label|why|what|words)$/.test(node.name.text);
}

/** Types are not calculated with, and imports are names. */
function isBeyondUs(node) {
  return (
    ts.isTypeNode(node) ||
    ts.isImportDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    isWording(node)
  );
}

/**
 * A source text with all its mutants built in: `(__mutant(17) ? changed : as it was)`. Which one is alive is asked at run
 * time, so that the whole is compiled once.
 *
 * @param {string} path name of the file, for positions
 * @param {string} source its text
 * @param {number} first number of its first mutant
 * @returns {{ source: string, mutants: { id: number, path: string, line: number, change: string }[] }}
 */
export function withMutants(path, source, first) {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const mutants = [];
  const asIs = (node) => node.getText(file);
  const render = (node) => {
    if (isBeyondUs(node)) return node.getText(file);
    const inner = withChildren(node);
    return mutationsOf(node, asIs).reduce((text, [change, mutated]) => {
      const id = first + mutants.length;
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      mutants.push({ id, path, line: line + 1, change });
      return `(__mutant(${id}) ? (${mutated}) : (${text}))`;
    }, inner);
  };
  /** The node's own text with its children rendered in place. */
  const withChildren = (node) => {
    const start = node.getStart(file);
    const text = file.text.slice(start, node.end);
    const pieces = [];
    let at = start;
    node.forEachChild((child) => {
      const from = child.getStart(file);
      if (from < at) return;
      pieces.push(file.text.slice(at, from), render(child));
      at = child.end;
    });
    if (pieces.length === 0) return text;
    pieces.push(file.text.slice(at, node.end));
    return pieces.join('');
  };
  return { source: withChildren(file), mutants };
}
