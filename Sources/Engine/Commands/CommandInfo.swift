/// Commands of every kind, and what the binder knows about their parameters.
import Syntax

/// The kinds of command, by the names Get-Command shows.
public enum CommandType: String {
  case alias = "Alias", function = "Function", filter = "Filter", cmdlet = "Cmdlet", externalScript = "ExternalScript", application = "Application", script =
    "Script", configuration = "Configuration"
}

/// A command as `Get-Command` finds it: what all kinds have.
open class CommandInfo: Ref {
  /// As it was defined; users type it in any case.
  public let name: String
  public let type: CommandType
  /// The module it came from, when that is one of this session.
  public weak var module: ModuleInfo?
  /// The name shown as its source; of cmdlets there is no `module`.
  public var moduleName = ""
  /// What `-Prefix` put before its noun where it was imported; part of its text.
  public internal(set) var prefix = ""
  public init(_ name: String, _ type: CommandType) { self.name = name; self.type = type; super.init() }
  /// What stands after the comma of a FullyQualifiedErrorId: the cmdlet's type name, or the function's name.
  open var errorTypeName: String { name }
  /// Parameters with sets; common parameters not included.
  open var metadata: CommandMetadata { CommandMetadata() }
  /// The text of a function, the target of an alias, the path of a script or program.
  open var definition: String { "" }
  /// Only the scope it was defined in finds it.
  public var isPrivate = false
  /// `ReadOnly`, `Constant`, `Private`, `AllScope`: functions and aliases have the options variables have.
  public var options: Variable.Options = []
  /// The text of `-Description`.
  public var optionDescription = ""
  public override func text() -> String { importedName }
  /// The name importers of its module got.
  public var importedName: String { ModuleInfo.name(name, withPrefix: prefix) }
  public override var netType: NetType {
    switch type {
    case .alias: TypeTable.get("System.Management.Automation.AliasInfo")
    case .cmdlet: TypeTable.get("System.Management.Automation.CmdletInfo")
    case .application: TypeTable.get("System.Management.Automation.ApplicationInfo")
    case .externalScript: TypeTable.get("System.Management.Automation.ExternalScriptInfo")
    case .filter: TypeTable.get("System.Management.Automation.FilterInfo")
    case .script: TypeTable.get("System.Management.Automation.ScriptInfo")
    default: TypeTable.get("System.Management.Automation.FunctionInfo")
    }
  }
}

/// What binding needs to know of a command.
public final class CommandMetadata {
  /// In the order of declaration, which decides the order of syntax lines.
  public var parameters: [ParameterMetadata] = []
  /// What `[CmdletBinding()]` says; its defaults when there is none.
  public var binding = CmdletBinding()
  /// Advanced functions and cmdlets: unknown parameters are errors, common parameters exist.
  public var isAdvanced = false
  /// Declared in a script: transformation errors are worded for functions.
  var isScript = false
  /// There is a `dynamicparam` block.
  public var hasDynamicParameters = false
  /// Type names of what the command outputs, as `[OutputType()]` names them.
  public var outputTypes: [String] = []
  init() {}
  /// The same, for parameters of its own.
  func copy() -> CommandMetadata {
    let m = CommandMetadata()
    m.parameters = parameters
    m.binding = binding
    m.isAdvanced = isAdvanced
    m.isScript = isScript
    m.hasDynamicParameters = hasDynamicParameters
    m.outputTypes = outputTypes
    return m
  }
  /// Some of the parameters exist only under a condition.
  public private(set) lazy var hasConditions = parameters.contains { $0.condition != nil }
  /// What the binder works with; made when the parameters are final.
  lazy var table = ParameterTable(self)
  /// Names of all parameter sets in order of first mention; a command without any has none.
  public private(set) lazy var setNames: [String] = {
    var names: [String] = []
    for p in parameters { for s in p.sets where s.name != ParameterMetadata.allSets && !names.contains(where: { $0.equalsIgnoringCase(s.name) }) { names.append(s.name) } }
    if let d = binding.defaultParameterSetName, !names.isEmpty, !names.contains(where: { $0.equalsIgnoringCase(d) }) { names.append(d) }
    return names
  }()
}

/// What is declared of one parameter.
public final class ParameterMetadata {
  /// The set of a parameter that belongs to every set.
  public static let allSets = "__AllParameterSets"
  /// Properties of the parameter in one set (or in all).
  public struct SetEntry {
    /// The set's; `allSets` when the entry is for every set.
    public var name: String
    public var mandatory: Bool
    /// Sets count from any number: the order decides. Nil = by name only.
    public var position: Int?
    /// `ValueFromPipeline`.
    public var fromPipeline: Bool
    /// `ValueFromPipelineByPropertyName`.
    public var fromPropertyName: Bool
    /// It takes all positional arguments left over.
    public var remaining: Bool
    /// What the prompt for a missing mandatory parameter shows under `!?`.
    public var helpMessage = ""
    /// Tab does not offer it.
    public var dontShow = false
    public init(name: String = ParameterMetadata.allSets, mandatory: Bool = false, position: Int? = nil, fromPipeline: Bool = false, fromPropertyName: Bool = false, remaining: Bool = false) {
      self.name = name; self.mandatory = mandatory; self.position = position; self.fromPipeline = fromPipeline; self.fromPropertyName = fromPropertyName; self.remaining = remaining
    }
  }
  public let name: String
  /// Of the variable it becomes in a function.
  let symbol: Symbol
  /// Further names, in any case; `[Alias()]`.
  public var aliases: [String]
  /// The type values are converted to.
  public var type: NetType
  /// What Get-Command and help call the type, when values are taken as they are: a .NET type this shell has only by name.
  var shownType: NetType?
  /// The type Get-Command and help show.
  public var displayType: NetType { shownType ?? type }
  /// One entry a set it belongs to; never empty.
  public var sets: [SetEntry]
  /// Transformations and validations, in order of application.
  public var attributes: [Attribute]
  /// It takes no argument but after a colon.
  public var isSwitch: Bool
  /// Made by a `dynamicparam` block.
  public var isDynamic = false
  /// Where a cmdlet has the parameter only for some of what else is bound; nil = always.
  public var condition: ParameterCondition?
  /// What a bound value is checked for beyond its type.
  var check: ParameterCheck?
  /// A position was written, not counted.
  var explicitPosition = false
  /// What help says of it, when its declaration brings a sentence along.
  public var help = ""
  /// A parameter accepted without effect, said so in help.
  public var isInert = false
  public init(_ name: String, type: NetType, sets: [SetEntry] = [SetEntry()], aliases: [String] = [], attributes: [Attribute] = []) {
    self.name = name; symbol = Symbol.of(name); self.type = type; self.sets = sets; self.aliases = aliases; self.attributes = attributes
    isSwitch = type === TypeTable.switchParameter
  }
  /// The same parameter without its condition, which holds.
  func unconditional() -> ParameterMetadata {
    let p = ParameterMetadata(name, type: type, sets: sets, aliases: aliases, attributes: attributes)
    p.shownType = shownType
    p.isDynamic = isDynamic
    p.check = check
    p.help = help
    p.isInert = isInert
    return p
  }
}

/// When a cmdlet has a dynamic parameter: decided by what else is bound, such as where `-Path` leads.
public struct ParameterCondition {
  /// Is given what is bound so far.
  public let holds: (PSHash, ExecutionContext) -> Bool
  public init(_ holds: @escaping (PSHash, ExecutionContext) -> Bool) { self.holds = holds }
}

/// Another name of a command.
public final class AliasInfo: CommandInfo {
  /// What it stands for: a command's name, or another alias's.
  public let target: String
  public init(_ name: String, _ target: String) { self.target = target; super.init(name, .alias) }
  public override var definition: String { target }
}

/// A function or filter.
public final class FunctionInfo: CommandInfo {
  /// Its code; a function that came as text alone is parsed now.
  public internal(set) var block: ScriptBlock {
    get {
      switch body {
      case .read(let block): return block
      case .unread(let read):
        let block = read()
        body = .read(block)
        return block
      }
    }
    set { body = .read(newValue) }
  }
  private enum Body {
    case read(ScriptBlock)
    case unread(() -> ScriptBlock)
  }
  private var body: Body
  public init(_ name: String, _ block: ScriptBlock, isFilter: Bool = false) {
    body = .read(block)
    super.init(name, isFilter ? .filter : .function)
  }
  /// A function whose text is read when it is first needed.
  public init(_ name: String, make: @escaping () -> ScriptBlock) {
    body = .unread(make)
    super.init(name, .function)
  }
  /// The file with its help, of the functions every session has; empty for others.
  public var helpFile = ""
  public override var definition: String { block.bodyText }
  private var settledMetadata: CommandMetadata?
  public override var metadata: CommandMetadata { settledMetadata ?? ExecutionContext.current.plan(self)?.metadata ?? CommandMetadata() }
  /// This function as it is for some arguments: with the parameters its `dynamicparam` block makes for them.
  /// - Throws: what the block or the parameters made go against
  public func settled(for arguments: [Value], _ context: ExecutionContext) throws -> FunctionInfo {
    let made = try context.dynamicParameters(of: self, arguments: arguments)
    if made.isEmpty { return self }
    let copy = FunctionInfo(name, block, isFilter: type == .filter)
    copy.module = module
    copy.moduleName = moduleName
    let own = metadata.copy()
    own.parameters += made
    copy.settledMetadata = own
    if let (id, message) = own.table.conflict { throw TerminatingError(id, message, .metadataError, exception: "System.Management.Automation.MetadataException") }
    return copy
  }
}

/// A block called as a command.
public final class ScriptInfo: CommandInfo {
  public let block: ScriptBlock
  init(_ block: ScriptBlock) { self.block = block; super.init("", .script) }
  public override var definition: String { block.bodyText }
  public override func text() -> String { block.bodyText }
}

/// A script file as a command.
public final class ExternalScriptInfo: CommandInfo {
  /// The file's full path.
  public let path: String
  /// Its code, where it is the script of a module.
  public internal(set) var block: ScriptBlock?
  public init(_ name: String, path: String) { self.path = path; super.init(name, .externalScript) }
  public override var definition: String { path }
  /// What its parameters say; read when somebody asks. A script that cannot be read or parsed has none.
  public override var metadata: CommandMetadata { known }
  private lazy var known: CommandMetadata = {
    let c = ExecutionContext.current
    guard let text = FileText.text(path), let b = try? c.makeBlock(text, file: path) else { return CommandMetadata() }
    return c.plan(b).metadata
  }()
}

/// A program of the host as a command.
public final class ApplicationInfo: CommandInfo {
  /// The full path it was found at.
  public let path: String
  /// The file that is run: `path`, unless that only stands for it.
  public let program: String
  public init(_ name: String, path: String, program: String? = nil) { self.path = path; self.program = program ?? path; super.init(name, .application) }
  public override var definition: String { path }
}

/// A module: its own top scope and what it exports.
public final class ModuleInfo: Ref {
  /// Its file's name without ending, or what New-Module was told.
  public let name: String
  /// Of its script or manifest; empty for one made in memory.
  public var path: String = ""
  /// What it was loaded from, where that is not its path: the manifest of a script.
  public var file: String?
  /// What its manifest names as its script or assembly; of one that is only listed, its file.
  public var rootModule: String?
  /// Its folder, where that is not the one its file is in.
  public var base: String?
  /// As text: versions are compared only where somebody asks for one.
  public var version = "0.0"
  /// `Script`, `Manifest`, `Binary` …
  public var moduleType = "Script"
  /// `Description` of its manifest.
  public var descriptionText = ""
  /// What its commands' nouns begin with where it is imported.
  public var prefix = ""
  /// What importers get.
  public var exportedFunctions: [FunctionInfo] = []
  public var exportedAliases: [AliasInfo] = []
  public var exportedVariables: [Variable] = []
  public var exportedCmdlets: [CmdletInfo] = []
  /// The scope the module's code runs in; see `Scope/ScopeTables.swift`.
  var scope: ModuleScope?
  /// It has a session state of its own.
  public var hasCode: Bool { scope != nil }
  /// Its script does not say what it exports.
  public internal(set) var exportsByDefault = false
  /// The block Remove-Module runs; null when there is none.
  public var onRemove: Value = .null
  public var guid = "00000000-0000-0000-0000-000000000000"
  public var author = "", companyName = "", copyright = ""
  /// `ReadWrite`, `ReadOnly` or `Constant`: whether it may be removed.
  public var accessMode = "ReadWrite"
  /// Modules this one loaded for itself, and those its manifest requires.
  public var nested: [ModuleInfo] = []
  /// What `RequiredModules` of its manifest brought in.
  public var required: [ModuleInfo] = []
  /// Text of its script.
  public var definitionText = ""
  /// `PrivateData` of its manifest.
  public var privateData: Value = .null
  /// The manifest's table as it was read.
  public var manifest: PSHash?
  /// Classes and enums its script knows, by lower-case name.
  var types: [String: NetType] = [:]
  /// The tree of its script, which holds those it defines; nil while nobody has looked at the file.
  var tree: ScriptBlockAst?
  public init(_ name: String) { self.name = name; super.init() }
  weak var sessionState: SessionState?
  public override var netType: NetType { TypeTable.named("System.Management.Automation.PSModuleInfo") }
  public override func text() -> String { name }
}
