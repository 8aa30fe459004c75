/// How a cmdlet is declared: one Swift type, its parameters as wrapped properties, and what it does.
///
/// ```swift
/// /// Moves …  (the doc comment is for readers of the code; help texts are `help:` and `Command.synopsis`)
/// struct MoveCsUser: Cmdlet {
///   static let command = Command("Move", "CsUser", module: "Lync", confirm: .high, synopsis: "Moves a user to another pool.")
///   @Parameter("Identity", at: 0, from: [.pipeline, .propertyName]) var identity: String
///   @Parameter("Target", at: 1) var target: String
///   @Parameter("PassThru") var passThru: Switch
///   mutating func process(_ shell: Invocation) throws { … }
/// }
/// ```
/// `T` is mandatory, `T?` optional; arrays (`[T]`) and `Switch` are optional unless `mandatory: true`.
/// Types are collected into the command table by `scripts/registry` (a generated list), never by hand.
public protocol Cmdlet {
  static var command: Command { get }
  /// Whether the value `init()` makes may be copied for every call: true when what it holds besides parameters is
  /// plain data. (An object made by `init()` would be shared between calls.) A cmdlet without such state needs not say so.
  static var isCopyable: Bool { get }
  init()
  /// Before the first input object.
  mutating func begin(_ shell: Invocation) throws
  /// Once per input object, or once when nothing is piped in. Pipeline-bound parameters are set before each call.
  mutating func process(_ shell: Invocation) throws
  /// After the last input object.
  mutating func end(_ shell: Invocation) throws
  /// Always, also after errors and Ctrl+C.
  mutating func cleanup(_ shell: Invocation)
}

extension Cmdlet {
  public static var isCopyable: Bool { false }
  public mutating func begin(_ shell: Invocation) throws {}
  public mutating func process(_ shell: Invocation) throws {}
  public mutating func end(_ shell: Invocation) throws {}
  public mutating func cleanup(_ shell: Invocation) {}
}

/// An error of a cmdlet's own domain. One that leaves the cmdlet ends its pipeline like a terminating error.
public protocol ReportableError: Error {
  var errorRecord: ErrorRecord { get }
}

/// Name and traits of a cmdlet.
public struct Command {
  /// As users type it, `Get`; together with the noun it is the command's name.
  public let verb: String
  /// Empty for a command whose name is one word.
  public let noun: String
  /// The module Get-Command names; in the error ids only `errorType` counts.
  public var module: String
  /// After the comma of error ids, e.g. `Microsoft.PowerShell.Commands.GetItemCommand`.
  public var errorType: String
  /// Aliases every session has for it.
  var aliases: [String]
  /// The parameter set that counts where arguments leave several possible.
  public var defaultSet: String?
  /// `-WhatIf` and `-Confirm` exist.
  public var supportsShouldProcess: Bool
  /// Compared with `$ConfirmPreference`: whether it asks without being told to.
  public var confirmImpact: ConfirmImpact
  /// `-First`, `-Skip` and `-IncludeTotalCount` exist.
  public var supportsPaging: Bool
  /// Full names of the .NET types it writes.
  var outputs: [String]
  /// One sentence for help.
  public var synopsis: String
  /// What else help says.
  public var description: String
  /// Each: what it shows, and the command line.
  public var examples: [(String, String)]

  /// - Parameter confirm: nil = the cmdlet has no `-WhatIf`/`-Confirm`.
  public init(
    _ verb: String, _ noun: String, module: String = "Microsoft.PowerShell.Utility", errorType: String? = nil, aliases: [String] = [],
    defaultSet: String? = nil, confirm: ConfirmImpact? = nil, paging: Bool = false, outputs: [String] = [], synopsis: String = "", description: String = "",
    examples: [(String, String)] = []
  ) {
    self.verb = verb; self.noun = noun; self.module = module; self.aliases = aliases; self.defaultSet = defaultSet
    self.errorType = errorType ?? "Microsoft.PowerShell.Commands.\(verb)\(noun)Command"
    supportsShouldProcess = confirm != nil; confirmImpact = confirm ?? .medium; supportsPaging = paging
    self.outputs = outputs; self.synopsis = synopsis; self.description = description; self.examples = examples
  }
  /// `Get-Item`; a command without a noun is only its verb.
  var name: String { noun.isEmpty ? verb : verb + "-" + noun }
}

/// Where a parameter may take its value from, besides the command line.
public struct PipelineSource: OptionSet {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// The object itself; and its property of the parameter's name.
  public static let pipeline = PipelineSource(rawValue: 1), propertyName = PipelineSource(rawValue: 2)
}

/// One mention of a parameter in a parameter set.
public struct InSet {
  /// The set's name.
  public var name: String
  var position: Int?
  public var mandatory: Bool?
  public var from: PipelineSource?
  /// - Parameters: what differs in the set; nil = as the parameter says otherwise
  public init(_ name: String, at position: Int? = nil, mandatory: Bool? = nil, from: PipelineSource? = nil) { self.name = name; self.position = position; self.mandatory = mandatory; self.from = from }
}

/// Whether a parameter does what it says, or is accepted without effect (and says so in help).
public enum Fidelity { case faithful, inert }

/// A parameter of a cmdlet, as a wrapped property of its type.
@propertyWrapper public struct Parameter<T: ParameterValue> {
  let box: ParameterBox<T>
  /// The value of this call; of a parameter nobody gave, the one that says so (`nil`, an empty array, `Switch` off).
  public var wrappedValue: T { get { box.value } nonmutating set { box.replace(newValue) } }
  /// `$identity.isBound`: whether the user (or the pipeline) gave a value.
  public var projectedValue: ParameterBox<T> { box }
  /// - Parameters:
  ///   - at: position among positional arguments
  ///   - from: pipeline input accepted
  ///   - sets: names of parameter sets it belongs to (none = all)
  ///   - in: per-set traits, when they differ from set to set (overrides `sets`)
  ///   - remaining: takes all positional arguments left over
  ///   - shows: full name of the type Get-Command shows, when values are converted to another one
  ///   - type: full name of the .NET type shown and converted to, when not the one `T` implies; of a type this shell knows by
  ///     name only, instances are taken and nothing else
  ///   - dynamic: the cmdlet has the parameter only when this holds
  ///   - dontShow: completion leaves it out (`DontShow`)
  public init(
    _ name: String, at position: Int? = nil, from source: PipelineSource = [], sets: [String] = [], in perSet: [InSet] = [], mandatory: Bool? = nil,
    aliases: [String] = [], validate: [Validation] = [], attributes: [Attribute] = [], remaining: Bool = false, type: String? = nil, shows: String? = nil,
    dynamic: ParameterCondition? = nil, fidelity: Fidelity = .faithful, dontShow: Bool = false, help: String = ""
  ) {
    box = ParameterBox<T>(name)
    let must = mandatory ?? T.isMandatoryByDefault
    func entry(_ set: String, _ s: InSet?) -> ParameterMetadata.SetEntry {
      let src = s?.from ?? source
      var made = ParameterMetadata.SetEntry(
        name: set, mandatory: s?.mandatory ?? must, position: s?.position ?? position, fromPipeline: src.contains(.pipeline),
        fromPropertyName: src.contains(.propertyName), remaining: remaining)
      made.dontShow = dontShow
      return made
    }
    box.describe = {
      let entries = !perSet.isEmpty ? perSet.map { entry($0.name, $0) } : sets.isEmpty ? [entry(ParameterMetadata.allSets, nil)] : sets.map { entry($0, nil) }
      let named = type.map { TypeTable.parameterType($0) }
      let p = ParameterMetadata(
        name, type: named ?? T.netType, sets: entries, aliases: aliases, attributes: T.attributes + attributes + validate.map { .validate($0) })
      p.help = help
      p.shownType = shows.map { $0.hasSuffix("[]") ? TypeTable.array(of: TypeTable.get(String($0.dropLast(2)))) : TypeTable.resolve($0) ?? TypeTable.get($0) } ?? T.shownType
      p.isInert = fidelity == .inert
      p.isDynamic = dynamic != nil
      p.condition = dynamic
      p.check = T.check
      return p
    }
    ParameterCollector.current?.add(box)
  }
}

/// Storage of one parameter of one cmdlet instance; the binder writes here.
open class AnyParameterBox {
  /// As declared, whatever abbreviation was typed.
  let name: String
  /// Whether the user, a default or the pipeline gave a value.
  @exclusivity(unchecked) public internal(set) var isBound = false
  /// Something other than `absent` may be stored.
  @exclusivity(unchecked) var isDirty = false
  var describe: () -> ParameterMetadata = { fatalError("described by Parameter.init") }
  init(_ name: String) { self.name = name }
  func assign(_ v: Value, _ context: ExecutionContext) throws {}
  func reset() {}
}

/// The storage of a parameter of type `T`.
public final class ParameterBox<T: ParameterValue>: AnyParameterBox {
  @exclusivity(unchecked) private(set) var value: T = T.absent
  override func assign(_ v: Value, _ context: ExecutionContext) throws { value = try T.from(v, context); isBound = true; isDirty = true }
  override func reset() { if isDirty { value = T.absent; isBound = false; isDirty = false } }
  /// The cmdlet's own code sets the property.
  func replace(_ v: T) { value = v; isDirty = true }
}

extension ParameterBox where T == Value? {
  /// `assign` for parameters that take any object as it is: what nearly every pipeline input is.
  @inline(__always) func assignWhole(_ v: Value) { value = v; isBound = true; isDirty = true }
}

/// A cmdlet's value with the boxes of its parameters. Making one costs a box and two closures per parameter, so it is
/// kept for the next call when nothing but the boxes' contents tells it from a new one.
final class CmdletInstance {
  @exclusivity(unchecked) var cmdlet: any Cmdlet
  let boxes: [AnyParameterBox]
  /// The value as `init()` made it, for cmdlets with state of their own; nil when they have none.
  private let pristine: (any Cmdlet)?
  let isReusable: Bool

  init(_ type: any Cmdlet.Type) {
    func isStateless<C: Cmdlet>(_: C.Type, _ parameters: Int) -> Bool { MemoryLayout<C>.size <= parameters * MemoryLayout<AnyParameterBox>.size }
    let made = ParameterCollector.instantiate { type.init() }
    (cmdlet, boxes) = made
    let isStateless = isStateless(type, made.boxes.count)
    pristine = isStateless ? nil : made.cmdlet
    isReusable = isStateless || type.isCopyable
  }
  /// One whose calls change nothing but the boxes' contents.
  init(_ make: () -> any Cmdlet) {
    (cmdlet, boxes) = ParameterCollector.instantiate(make)
    pristine = nil
    isReusable = true
  }
  /// Forgets what a call left behind.
  func reset() {
    for b in boxes { b.reset() }
    if let pristine { cmdlet = pristine }
  }
}

/// Gathers the boxes of a cmdlet while `init()` runs.
final class ParameterCollector {
  nonisolated(unsafe) static var current: ParameterCollector?
  static let lock = Lock()
  var boxes: [AnyParameterBox] = []
  static func instantiate(_ make: () -> any Cmdlet) -> (cmdlet: any Cmdlet, boxes: [AnyParameterBox]) {
    lock.acquire()
    defer { current = nil; lock.release() }
    let c = ParameterCollector()
    current = c
    let cmdlet = make()
    return (cmdlet, c.boxes)
  }
  /// Cmdlets that share their selection of items declare it as a whole; PowerShell lists both kinds of path side by side.
  func add(_ box: AnyParameterBox) {
    if box.name == "LiteralPath", let path = boxes.firstIndex(where: { $0.name == "Path" }) { boxes.insert(box, at: path + 1) } else { boxes.append(box) }
  }
}

/// A compiled cmdlet as a command.
public final class CmdletInfo: CommandInfo {
  /// Where instances come from: a declared type, or data that many names share one implementation of.
  private enum Source {
    case type(any Cmdlet.Type)
    case data(Command, () -> any Cmdlet)
  }
  private let source: Source
  /// It ran already, so PowerShell would have loaded its module.
  @exclusivity(unchecked) public internal(set) var wasCalled = false
  /// It was asked for by its name, which loads its module too.
  public func noteUse() { wasCalled = true }
  public private(set) lazy var command: Command = {
    switch source {
    case .type(let type): type.command
    case .data(let command, _): command
    }
  }()
  /// An instance for the next call, while nobody uses it.
  @exclusivity(unchecked) private var spare: CmdletInstance?
  public init(_ name: String, _ implementation: any Cmdlet.Type) { source = .type(implementation); super.init(name, .cmdlet) }
  /// - Parameter make: creates an instance, its parameters with it; calls change nothing of it but their values
  public init(_ command: Command, make: @escaping () -> any Cmdlet) { source = .data(command, make); super.init(command.name, .cmdlet) }
  private func makeInstance() -> CmdletInstance {
    switch source {
    case .type(let type): CmdletInstance(type)
    case .data(_, let make): CmdletInstance(make)
    }
  }
  public override var errorTypeName: String { command.errorType }
  @exclusivity(unchecked) private var cached: CommandMetadata?
  public override var metadata: CommandMetadata {
    if let cached { return cached }
    let instance = makeInstance()
    let m = CommandMetadata()
    m.isAdvanced = true
    m.parameters = instance.boxes.map { $0.describe() }
    m.binding.supportsShouldProcess = command.supportsShouldProcess
    m.binding.confirmImpact = command.confirmImpact
    m.binding.defaultParameterSetName = command.defaultSet
    m.binding.supportsPaging = command.supportsPaging
    m.outputTypes = command.outputs
    spare = instance
    cached = m
    return m
  }
  /// This cmdlet as it is for what is bound: with the dynamic parameters that go with it and no others.
  public func settled(for bound: PSHash, _ context: ExecutionContext) -> CmdletInfo {
    let all = metadata
    guard all.hasConditions else { return self }
    let copy: CmdletInfo = switch source {
    case .type(let type): CmdletInfo(name, type)
    case .data(let command, let make): CmdletInfo(command, make: make)
    }
    let own = copy.metadata
    own.parameters = own.parameters.compactMap { p in p.condition.map { $0.holds(bound, context) ? p.unconditional() : nil } ?? p }
    return copy
  }
  func takeInstance() -> CmdletInstance {
    _ = metadata
    if let s = spare { spare = nil; return s }
    return makeInstance()
  }
  func giveBack(_ instance: CmdletInstance) {
    instance.reset()
    if instance.isReusable { spare = instance }
  }
}
