/// Finds what stands at the cursor and asks for its completions: the way in.
///
/// The text is parsed as a whole; the token at the cursor (or the last one before it) and the innermost tree node decide
/// which kind of thing is wanted. The kinds are extensions of `Completer`, one file each.
import Engine
import Glibc
import Primitives
import Syntax

public final class Completer {
  let context: ExecutionContext
  let source: SourceText
  let cursor: Int
  let tree: ScriptBlockAst
  let tokens: [Token]
  /// `LiteralPaths`, `RelativeFilePaths` … as `TabExpansion2 -options` gives them.
  var literalPaths = false
  var relativePaths: Bool?

  /// The token that ends at or holds the cursor, nested ones of strings included.
  var atCursor: Token?
  /// The last token before a cursor that touches none.
  var beforeCursor: Token?
  /// Nodes around the cursor, outermost first.
  var around: [Ast] = []
  var innermost: Ast { around.last ?? tree }
  /// The tokens among which the one at the cursor stands: the input's, or those of a string.
  var siblings: [Token] = []
  /// What was found stands even if it is nothing.
  var isSettled = false

  /// The text up to the cursor read as if its brackets were closed, once somebody needed it.
  var closedTree: ScriptBlockAst?

  /// What is replaced, and the text in it.
  var start = -1
  var length = -1
  var word = ""

  /// What `-options` of TabExpansion2 asks for.
  public struct Options {
    public var literalPaths = false
    public var relativeFilePaths: Bool?
    public init(literalPaths: Bool = false, relativeFilePaths: Bool? = nil) { self.literalPaths = literalPaths; self.relativeFilePaths = relativeFilePaths }
  }

  /// Completions of `text` with the cursor at `cursor` (UTF-16 units).
  /// - Parameter file: the script file the text is of; nil = what is typed at the prompt
  public static func complete(_ text: String, at cursor: Int, _ context: ExecutionContext, options: Options = Options(), file: String? = nil) -> CommandCompletion {
    let c = Completer(SourceText(text, file: file), cursor, context)
    c.literalPaths = options.literalPaths
    c.relativePaths = options.relativeFilePaths
    return c.run()
  }

  init(_ source: SourceText, _ cursor: Int, _ context: ExecutionContext) {
    self.context = context
    self.source = source
    self.cursor = min(max(cursor, 0), source.units.count)
    let parsed = Parser.parse(source, keepTokens: true, stop: UnsafePointer(context.stopFlag))
    tree = parsed.ast
    tokens = parsed.tokens
    siblings = tokens
    locate()
  }

  private func locate() {
    func touching(_ list: [Token]) -> Token? {
      list.last { Int($0.start) < cursor && cursor <= Int($0.end) && $0.kind != .newLine && $0.kind != .endOfInput }
    }
    var place = cursor
    if let t = touching(tokens) {
      atCursor = t
      if let inner = touching(t.nestedTokens) {
        atCursor = inner
        siblings = t.nestedTokens
      }
    } else if let t = tokens.last(where: { Int($0.end) < cursor && $0.kind != .newLine && $0.kind != .endOfInput }) {
      beforeCursor = t
      place = Int(t.end)
    }
    func visit(_ node: Ast) {
      if Int(node.extent.start) < place, place <= Int(node.extent.end) { around.append(node) }
      for child in node.children { visit(child) }
    }
    visit(tree)
    if around.isEmpty { around = [tree] }
    if let last = around.last as? NamedBlockAst, last.unnamed, around.count > 1, last.extent.text.lowercased().hasPrefix("param") { around.removeLast() }
  }

  func text(_ t: Token) -> String { source.slice(Int(t.start), Int(t.end)) }

  private func run() -> CommandCompletion {
    var matches: [CompletionMatch]
    if let token = atCursor {
      start = Int(token.start)
      length = Int(token.end) - start
      word = text(token)
      matches = atToken(token)
    } else { matches = behindBlanks() }
    if matches.isEmpty, !isSettled { matches = completeTypeAround() ?? [] }
    if matches.isEmpty, !isSettled, let keys = completeOpenTable() { matches = keys }
    if matches.isEmpty, !isSettled { matches = completeWholeInput() }
    return CommandCompletion(matches: matches, replacementIndex: start, replacementLength: length)
  }
  /// An answer that stands even if it is empty: nothing more general is asked.
  func settled(_ found: [CompletionMatch]) -> [CompletionMatch] {
    isSettled = true
    return found
  }

  /// The name of the type the cursor is in; nil when it is in none.
  private func completeTypeAround() -> [CompletionMatch]? {
    let written = (around.lazy.compactMap { $0 as? TypeExpressionAst }.first?.typeName ?? around.lazy.compactMap { $0 as? TypeConstraintAst }.first?.typeName).flatMap(namePart)
    if let written {
      start = Int(written.extent.start)
      length = Int(written.extent.end) - start
      word = written.fullName
    } else {
      guard let token = atCursor, token.flags.contains(.typeName) else { return nil }
      start = Int(token.start)
      length = Int(token.end) - start
      word = text(token)
    }
    return settled(completeTypeName(word))
  }
  /// The name among those a type is written with that the cursor is in.
  private func namePart(_ type: TypeName) -> TypeName? {
    switch type {
    case .simple(_, let e): Int(e.start) < cursor && cursor <= Int(e.end) ? type : nil
    case .array(let element, _, _): namePart(element)
    case .generic(let name, let arguments, _): namePart(name) ?? arguments.lazy.compactMap(namePart).first
    }
  }

  /// Keys of the table around, where one could begin; nil elsewhere.
  func completeOpenTable() -> [CompletionMatch]? {
    guard let table = around.last(where: { Int($0.extent.start) <= cursor && cursor <= Int($0.extent.end) }) as? HashtableAst, atCursor?.kind != .rCurly else { return nil }
    let line = source.position(cursor).line
    let isInPair = table.pairs.contains {
      Int($0.key.extent.start) <= cursor && (cursor <= Int($0.value.extent.end) || source.position(Int($0.value.extent.end)).line == line)
    }
    if isInPair, (beforeCursor ?? atCursor)?.kind != .semi { return nil }
    let place = (start, length, word)
    replaceNothing()
    let keys = completeHashtableKey(table)
    if keys.isEmpty { (start, length, word) = place }
    return keys
  }

  /// An input of one word that nothing fits may still be a path as a whole.
  private func completeWholeInput() -> [CompletionMatch] {
    let all = tree.extent.text, line = all.hasSuffix("\n") ? all.dropLast() : all[...]
    guard !line.isEmpty, !line.unicodeScalars.contains(where: \.properties.isWhitespace) else { return [] }
    start = Int(tree.extent.start)
    length = Int(tree.extent.end) - start
    word = all
    return completePath(asCommand: true)
  }
  /// The stretch becomes the empty one behind the cursor.
  func replaceNothing() { start = cursor; length = 0; word = "" }
  /// Nothing is replaced, because nothing fits.
  func replaceNowhere() { start = -1; length = -1 }

  // MARK: - What stands around

  /// The command whose elements the cursor is among.
  func commandAround() -> CommandAst? {
    var node: Ast? = innermost
    while let n = node {
      if let c = n as? CommandAst { return c }
      // A script block or sub-expression begins a world of its own.
      if n is ScriptBlockAst || n is StatementBlockAst || n is NamedBlockAst || n is HashtableAst || n is ParenExpressionAst { return nil }
      node = n.parent
    }
    return nil
  }
}
