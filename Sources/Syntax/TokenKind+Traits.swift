/// What the grammar needs to know of each kind of token: operator or keyword, precedence, text.

/// `TokenFlags`, with PowerShell's values.
public struct TokenFlags: OptionSet {
  public let rawValue: Int32
  public init(rawValue: Int32) { self.rawValue = rawValue }
  public static let keyword = TokenFlags(rawValue: 0x10), scriptBlockBlockName = TokenFlags(rawValue: 0x20)
  public static let binaryOperator = TokenFlags(rawValue: 0x100), unaryOperator = TokenFlags(rawValue: 0x200)
  public static let caseSensitiveOperator = TokenFlags(rawValue: 0x400), ternaryOperator = TokenFlags(rawValue: 0x800)
  public static let specialOperator = TokenFlags(rawValue: 0x1000), assignmentOperator = TokenFlags(rawValue: 0x2000)
  public static let parseModeInvariant = TokenFlags(rawValue: 0x8000), tokenInError = TokenFlags(rawValue: 0x10000)
  public static let disallowedInRestrictedMode = TokenFlags(rawValue: 0x20000), prefixOrPostfixOperator = TokenFlags(rawValue: 0x40000)
  public static let commandName = TokenFlags(rawValue: 0x80000), memberName = TokenFlags(rawValue: 0x100000)
  public static let typeName = TokenFlags(rawValue: 0x200000), attributeName = TokenFlags(rawValue: 0x400000)
  public static let canConstantFold = TokenFlags(rawValue: 0x800000), statementDoesntSupportAttributes = TokenFlags(rawValue: 0x1000000)
  /// Precedences sit in the lowest four bits.
  static let logical = TokenFlags(rawValue: 1), bitwise = TokenFlags(rawValue: 2), comparison = TokenFlags(rawValue: 5), coalesce = TokenFlags(rawValue: 7)
  static let add = TokenFlags(rawValue: 9), multiply = TokenFlags(rawValue: 10), format = TokenFlags(rawValue: 12), range = TokenFlags(rawValue: 13)
}

extension TokenKind {
  public var traits: TokenFlags { traitsTable[Int(rawValue)] }
  @inline(__always) func has(_ trait: TokenFlags) -> Bool { traitsTable[Int(rawValue)].rawValue & trait.rawValue != 0 }
  var binaryPrecedence: Int32 { traitsTable[Int(rawValue)].rawValue & 15 }

  private var computedTraits: TokenFlags {
    switch self {
    case .newLine, .lineContinuation, .comment, .endOfInput, .stringLiteral, .stringExpandable, .hereStringLiteral, .hereStringExpandable,
         .lParen, .rParen, .lCurly, .rCurly, .rBracket, .atParen, .atCurly, .dollarParen, .semi, .andAnd, .orOr: .parseModeInvariant
    case .ampersand, .pipe: [.specialOperator, .parseModeInvariant]
    case .comma: [.unaryOperator, .parseModeInvariant]
    case .minusMinus, .plusPlus, .postfixPlusPlus, .postfixMinusMinus: [.unaryOperator, .prefixOrPostfixOperator, .disallowedInRestrictedMode]
    case .dotDot: [.binaryOperator, .range, .disallowedInRestrictedMode]
    case .colonColon, .dot, .colon, .questionDot: [.specialOperator, .disallowedInRestrictedMode]
    case .questionMark: [.ternaryOperator, .disallowedInRestrictedMode]
    case .exclaim, .not, .bnot: [.unaryOperator, .canConstantFold]
    case .multiply, .divide, .rem: [.binaryOperator, .multiply, .canConstantFold]
    case .plus, .minus: [.binaryOperator, .add, .unaryOperator, .canConstantFold]
    case .equals, .plusEquals, .minusEquals, .multiplyEquals, .divideEquals, .remainderEquals, .questionQuestionEquals: .assignmentOperator
    case .questionQuestion: [.binaryOperator, .coalesce]
    case .redirection: .disallowedInRestrictedMode
    case .redirectInStd: [.parseModeInvariant, .disallowedInRestrictedMode]
    case .format: [.binaryOperator, .format, .disallowedInRestrictedMode]
    case .and, .or, .xor: [.binaryOperator, .logical, .canConstantFold]
    case .band, .bor, .bxor: [.binaryOperator, .bitwise, .canConstantFold]
    case .join, .isplit: [.binaryOperator, .unaryOperator, .comparison, .disallowedInRestrictedMode]
    case .csplit: [.binaryOperator, .unaryOperator, .comparison, .caseSensitiveOperator, .disallowedInRestrictedMode]
    case .ieq, .ine, .ige, .igt, .ilt, .ile, .ilike, .inotlike, .icontains, .inotcontains, .iin, .inotin, .is, .isNot: [.binaryOperator, .comparison]
    case .imatch, .inotmatch, .ireplace, .as: [.binaryOperator, .comparison, .disallowedInRestrictedMode]
    case .ceq, .cne, .cge, .cgt, .clt, .cle, .clike, .cnotlike, .ccontains, .cnotcontains, .cin, .cnotin: [.binaryOperator, .comparison, .caseSensitiveOperator]
    case .cmatch, .cnotmatch, .creplace: [.binaryOperator, .comparison, .caseSensitiveOperator, .disallowedInRestrictedMode]
    case .shl, .shr: [.binaryOperator, .comparison, .canConstantFold]
    case .begin, .process, .end, .dynamicparam, .clean: [.keyword, .scriptBlockBlockName]
    case .catch, .class, .else, .elseIf, .finally, .in, .param, .until, .configuration, .dynamicKeyword, .public, .private, .static,
         .interface, .enum, .namespace, .module, .type, .assembly, .command, .hidden, .base, .default: .keyword
    case .break, .continue, .data, .define, .do, .exit, .filter, .for, .foreach, .from, .function, .if, .return, .switch, .throw, .trap, .try,
         .using, .var, .while, .workflow, .parallel, .sequence, .inlineScript: [.keyword, .statementDoesntSupportAttributes]
    default: []
    }
  }
  fileprivate static func makeTraits() -> UnsafePointer<TokenFlags> {
    let table = UnsafeMutablePointer<TokenFlags>.allocate(capacity: 256)
    table.initialize(repeating: [], count: 256)
    for kind in allCases { table[Int(kind.rawValue)] = kind.computedTraits }
    return UnsafePointer(table)
  }

  /// `TokenTraits.Text`: how the token is written, or what it is called.
  public var text: String {
    switch self {
    case .variable: "var"
    case .splattedVariable: "@var"
    case .parameter: "param"
    case .identifier: "ident"
    case .lineContinuation: "line continuation"
    case .endOfInput: "eof"
    case .stringLiteral: "sqstr"
    case .stringExpandable: "dqstr"
    case .hereStringLiteral: "sq here string"
    case .hereStringExpandable: "dq here string"
    case .lParen: "("
    case .rParen: ")"
    case .lCurly: "{"
    case .rCurly: "}"
    case .lBracket: "["
    case .rBracket: "]"
    case .atParen: "@("
    case .atCurly: "@{"
    case .dollarParen: "$("
    case .semi: ";"
    case .andAnd: "&&"
    case .orOr: "||"
    case .ampersand: "&"
    case .pipe: "|"
    case .comma: ","
    case .minusMinus, .postfixMinusMinus: "--"
    case .plusPlus, .postfixPlusPlus: "++"
    case .dotDot: ".."
    case .colonColon: "::"
    case .dot: "."
    case .exclaim: "!"
    case .multiply: "*"
    case .divide: "/"
    case .rem: "%"
    case .plus: "+"
    case .minus: "-"
    case .equals: "="
    case .plusEquals: "+="
    case .minusEquals: "-="
    case .multiplyEquals: "*="
    case .divideEquals: "/="
    case .remainderEquals: "%="
    case .redirectInStd: "<"
    case .format: "-f"
    case .ieq: "-eq"
    case .ine: "-ne"
    case .ige: "-ge"
    case .igt: "-gt"
    case .ilt: "-lt"
    case .ile: "-le"
    case .isNot: "-isnot"
    case .colon: ":"
    case .questionMark: "?"
    case .questionQuestionEquals: "??="
    case .questionQuestion: "??"
    case .questionDot: "?."
    case .questionLBracket: "?["
    case .dynamicKeyword: "<dynamic keyword>"
    default: has(.keyword) ? "\(self)".lowercased() : has(.binaryOperator) || has(.unaryOperator) ? "-\(self)" : "\(self)".lowercased()
    }
  }
}

let traitsTable: UnsafePointer<TokenFlags> = TokenKind.makeTraits()
