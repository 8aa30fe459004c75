/// Takes some of the objects (first, last, unique …) and some of their properties, also computed ones.
///
/// Objects pass as they come; only `-Last`, `-SkipLast` and `-Unique` keep any. Once `-First` or `-Index` is satisfied, what
/// stands before in the pipeline is stopped.
import Engine

struct SelectObject: Cmdlet {
  static let command = Command("Select", "Object", errorType: "Microsoft.PowerShell.Commands.SelectObjectCommand", defaultSet: "DefaultParameter",
    synopsis: "Takes some of the properties of objects, or some of the objects.",
    examples: [
      ("Two properties", "Get-CsUser | Select-Object DisplayName, SipAddress"),
      ("A computed property", "1..3 | Select-Object @{ n = 'Square'; e = { $_ * $_ } }"),
    ])
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("Property", at: 0, sets: ["DefaultParameter", "SkipLastParameter"]) var property: [Value]
  @Parameter("ExcludeProperty", sets: ["DefaultParameter", "SkipLastParameter"]) var excludeProperty: [String]
  @Parameter("ExpandProperty", sets: ["DefaultParameter", "SkipLastParameter"]) var expandProperty: String?
  @Parameter("Unique") var unique: Switch
  @Parameter("CaseInsensitive") var caseInsensitive: Switch
  @Parameter("Last", sets: ["DefaultParameter"], validate: [.range(.int(0), .int(2147483647))]) var last: Int?
  @Parameter("First", sets: ["DefaultParameter"], validate: [.range(.int(0), .int(2147483647))]) var first: Int?
  @Parameter("Skip", sets: ["DefaultParameter", "SkipLastParameter"], validate: [.range(.int(0), .int(2147483647))]) var skip: Int?
  @Parameter("SkipLast", sets: ["SkipLastParameter"], validate: [.range(.int(0), .int(2147483647))]) var skipLast: Int?
  @Parameter("Wait", sets: ["DefaultParameter", "IndexParameter"]) var wait: Switch
  @Parameter("Index", sets: ["IndexParameter"], validate: [.range(.int(0), .int(2147483647))]) var index: [Int]
  @Parameter("SkipIndex", sets: ["SkipIndexParameter"], validate: [.range(.int(0), .int(2147483647))]) var skipIndex: [Int]

  private var selection: PropertySelection?
  private var window: InputWindow?
  private var uniques = UniqueObjects()

  mutating func begin(_ shell: Invocation) throws {
    uniques.order = ObjectOrder(ignoreCase: caseInsensitive.isOn)
    let arguments = try PropertyArgument.parse(property, PropertyArgument.select, shell)
    let expands = !(expandProperty ?? "").isEmpty
    if !arguments.isEmpty || expands || !excludeProperty.isEmpty {
      try shell.checkWildcards(excludeProperty)
      selection = PropertySelection(arguments, expand: expands ? expandProperty : nil, exclude: excludeProperty)
    }
    if $first.isBound || $last.isBound || skip != nil || $skipLast.isBound || $index.isBound || $skipIndex.isBound {
      window = InputWindow(
        first: $first.isBound ? first : nil, last: $last.isBound ? last : nil, skip: skip ?? 0, skipLast: $skipLast.isBound ? skipLast : nil,
        index: $index.isBound ? index : nil, skipIndex: $skipIndex.isBound ? skipIndex : nil)
    }
  }
  mutating func process(_ shell: Invocation) throws {
    let item = inputObject ?? .null
    if item.isNull { return }
    guard let window else { return try take(item, shell) }
    if let passed = window.pass(item) { try take(passed, shell) }
    if window.isDone, !wait.isOn, !unique.isOn { throw shell.stopUpstream() }
  }
  mutating func end(_ shell: Invocation) throws {
    if let window { for item in window.rest() { try take(item, shell) } }
    for v in uniques.kept { try shell.write(v) }
  }
  private mutating func take(_ item: Value, _ shell: Invocation) throws {
    guard let selection else { return try put(item, 0, item, shell) }
    if unique.isOn { try selection.apply(item, shell) { v, n in uniques.add(PropertySelection.named(v, like: item, n > 0), n) }; return }
    try selection.apply(item, shell) { v, n in try shell.write(PropertySelection.named(v, like: item, n > 0)) }
  }
  private mutating func put(_ v: Value, _ notes: Int, _ item: Value, _ shell: Invocation) throws {
    if unique.isOn { uniques.add(PropertySelection.named(v, like: item, false), notes) } else { try shell.write(PropertySelection.named(v, like: item, false)) }
  }
}
