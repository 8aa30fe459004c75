/// One shell session: its variables, commands, streams and place in the world. Everything that runs gets it passed.
///
/// State that changes per statement or per object is kept in raw memory (frames, cells, flags), not in class
/// properties: each such property would cost an exclusivity check per access.
import Syntax
import Primitives
import Glibc

public final class ExecutionContext {
  /// Where output goes and who is asked.
  public let host: Host
  /// Cmdlets, functions and aliases of the session.
  public let commands = CommandTable()
  /// Type data by lower-case type name.
  public var typeData: [String: TypeData] = [:] {
    didSet { typeDataVersion &+= 1; typeDataByType.removeAll(); typeDataByName.removeAll() }
  }
  /// Changes with `typeData`; sites that remember members compare it. Assign the dictionary to itself after changing an entry.
  @exclusivity(unchecked) private(set) var typeDataVersion = 0
  /// Type data that applies to a type, its own first; and by type name as spelled.
  var typeDataByType: [ObjectIdentifier: [TypeData]] = [:]
  var typeDataByName: [String: TypeData?] = [:]
  /// Set by module Formatting: how an error, warning … looks, and the stage that displays what reaches the end of a pipeline.
  /// See `callingByReflection`.
  @exclusivity(unchecked) var callsByReflection = false
  public var renderError: (ErrorRecord, ExecutionContext) -> String = { r, _ in r.message + "\n" }
  /// What the last stage at the prompt writes into; set by module Formatting.
  public var makeDefaultOutput: (ExecutionContext) -> Stage = { _ in Stage() }
  /// Services other modules keep per session, by type name (the Lync world, providers, history).
  public var services: [String: AnyObject] = [:]
  /// What a module keeps with the session under a name, made when it is first asked for.
  @inlinable public func service<T: AnyObject>(_ name: String, _ make: () -> T) -> T {
    if let known = services[name] as? T { return known }
    let new = make()
    services[name] = new
    return new
  }
  /// Breakpoints and single steps.
  public let debugger = Debugger()
  /// Modules loaded, by lower-case name.
  public var modules: [String: ModuleInfo] = [:]
  /// `$PSCulture`: how `-f` and ToString format. Conversions of the language take the invariant culture.
  public var culture = Culture.current
  /// Of messages and help; nil = the same.
  public var uiCulture: Culture?
  /// Somebody types: errors and prompts are worded for a person.
  public var isInteractive = false
  /// The line of the prompt, or of `-Command`, that runs: its code and text.
  var typedLine: (ast: ScriptBlockAst, text: String)?
  /// The static call in the source that a method or constructor of a script class is about to run for.
  @exclusivity(unchecked) var staticCall: StaticCallSite?
  /// `$MyInvocation` of blocks that run as part of the code around them, with the frames they run in.
  var inlineInvocations: [(frame: Int, info: InvocationInfo)] = []
  /// See `OutsideErrors.swift`; made when first needed.
  var bareMessages: Stage?
  /// `$PSScriptRoot`-style facts of the running file.
  var scriptFile: String?

  // Frames and cells; see Scope/.
  /// Bits of the names that variables with the option AllScope have.
  @exclusivity(unchecked) var allScopeNames: UInt64 = 0
  /// How many frames keep functions or aliases of their own; look-ups of commands pass all frames while there is none.
  var scopesWithCommands = 0
  let stackBase: Cell
  let stackEnd: Cell
  @exclusivity(unchecked) var sp: Cell
  let frames: UnsafeMutablePointer<Frame>
  @exclusivity(unchecked) var depth = 1
  @exclusivity(unchecked) var sink: Stage
  @exclusivity(unchecked) var returned: Value = .void
  let globalUnit: Unit
  let globals: GlobalTable
  /// `$PSDefaultParameterValues`, which every call of a cmdlet looks at.
  let defaultsSymbol = Symbol.of("PSDefaultParameterValues")
  private(set) lazy var defaultsCell: Cell = globals.cell(defaultsSymbol)
  let scratch = TextBuffer()
  let flags: UnsafeMutablePointer<RunFlags>
  let patterns = PatternCache()
  /// Code that runs on frames that are not its own, outermost first.
  @exclusivity(unchecked) var innerCode: [InnerCode] = []
  /// Types in brackets behind the name of the method being called.
  @exclusivity(unchecked) public internal(set) var typeArguments: [NetType] = []
  /// A bit for each argument of the static call under way that is written as a cast to `object[]` or `type`.
  @exclusivity(unchecked) var tellingCasts: UInt64 = 0
  /// Code that runs in a frame which is not its own, and that frame's place: it knows types by names of its own.
  @exclusivity(unchecked) var guest: (unit: Unit, depth: Int)?
  /// The statement of the outermost code that runs, where it may call blocks back; see `Compiler.callsBack`.
  @exclusivity(unchecked) var outerStatement: Extent?
  /// Where the statement is that ran last on the right side of an assignment.
  @exclusivity(unchecked) var lastPosition: Extent?
  /// Holds a variable with identity while somebody reads through a `Cell`.
  let boxCell: Cell
  /// Set by module NetTypes: an enumerator object over values, for `$input`.
  nonisolated(unsafe) public static var makeEnumerator: ((String, [Value]) -> Value)?
  /// Set by module NetTypes: a delegate of a type that runs a block.
  nonisolated(unsafe) public static var makeDelegate: ((NetType, ScriptBlock) -> Value)?
  /// The frames of the last stack trace, outermost first; see `stackTrace`.
  @exclusivity(unchecked) var traceLevels: [Unmanaged<TraceLevel>] = []
  /// `$Error`.
  @exclusivity(unchecked) var errorList: PSArray
  /// The program whose pipeline runs is itself run by this session.
  @exclusivity(unchecked) var isHostedWithin = false
  /// What `$Error` holds in a new session state.
  public static func newErrorList() -> PSArray {
    let list = PSArray([])
    list.kind = .arrayList
    return list
  }
  /// Label of the `break`/`continue` under way; nil = innermost loop.
  @exclusivity(unchecked) var flowLabel: String?
  /// The record of the catch block that runs, for a bare `throw`.
  @exclusivity(unchecked) var caughtError: Unmanaged<ErrorRecord>?
  /// What failed where nothing could be thrown; the next `poll` raises it.
  @exclusivity(unchecked) var waitingFailure: (any Error)?
  var trapScope: TrapScope?
  /// Of the line that runs, in the history of the session.
  public var historyId: Int64 = 1
  /// Redirections in force.
  @exclusivity(unchecked) var streams = StreamTargets()
  /// Common parameters of the cmdlet whose stream call runs.
  @exclusivity(unchecked) var commonOverride = CommonParameters()
  @exclusivity(unchecked) public internal(set) var languageMode = LanguageMode.full
  /// The answer "to all" of a confirmation, of the command that asks.
  var confirmedAll: Bool?
  /// The streams whose preference Inquire was answered "yes to all", of the cmdlet that writes.
  var streamsAgreedTo: Set<InquiringStream> = []
  /// What parameters of a cmdlet have to say about the arguments they get, until the cmdlet begins.
  public var bindingWarnings: [String] = []
  /// Receives everything shown while a transcript runs.
  public var transcript: ((String) -> Void)?
  /// Set by module Formatting: colours of the other streams and of Write-Host.
  public var renderStream: ((StreamRecord.Kind, String, ExecutionContext) -> String)?
  /// A Write-Host text with its colours; set by module Formatting.
  public var renderHost: ((String, String?, String?, ExecutionContext) -> String)?
  /// Set by the location cmdlets: the current location as a `PathInfo`.
  public var currentLocation: (() -> Value)?
  /// Finds scripts and programs; set up by module CoreCmdlets when it maps paths (drives).
  public var resolvePath: (String) -> String = { $0 }
  /// The files a pattern names, as a program run from the current folder is told them; none where that is no folder of files.
  /// Set by module CoreCmdlets.
  public var filesMatching: ((String) -> [String])?
  /// Set by module LyncCmdlets: lets virtual time pass instead of waiting; false = wait really.
  public var passTime: ((_ seconds: Double) -> Bool)?
  /// Set by module LyncCmdlets: who works in the forest (`CONTOSO\Administrator`), and that account's groups.
  public var forestAccount: (() -> (name: String, groups: [String])?)?
  /// `drive:path` variables of providers beyond the engine's own.
  public var readDrive: ((String, ExecutionContext) throws -> Value)?
  /// Writes to a drive's variable (`${c:file} = …`); set by whoever has providers.
  public var writeDrive: ((String, Value, ExecutionContext) throws -> Void)?
  /// Objects whose events the session waits for exist: before each pipeline and between the turns of a loop `deliverEvents` is called.
  @exclusivity(unchecked) public var listens = false { didSet { if listens { Reminder.arm() } } }
  /// Arguments of the command about to be made into a stage, when its pipeline evaluated them before.
  @exclusivity(unchecked) var readyArguments: (site: CommandSite, values: [Argument])?
  /// Set by module CoreCmdlets: asks for the password of a user and makes a credential.
  public var askPassword: ((String, ExecutionContext) throws -> Value)?
  /// Whether comments describe a function; set by module CoreCmdlets.
  public var hasWrittenHelp: ((CommandInfo) -> Bool)?
  /// Asks for a user and a password below a name already shown; nil = the person gave up. Set by the security cmdlets.
  public var askCredential: ((ExecutionContext) throws -> Value?)?
  /// Keeps the history and gives advice around a line typed at a prompt within a running command; set by the session.
  public var whenTyped: ((_ line: String, _ run: () throws -> String) throws -> Void)?
  /// Set by module CoreCmdlets: runs the actions of events that have happened.
  public var deliverEvents: ((ExecutionContext) throws -> Void)?
  /// Makes a command available that no look-up found; false when nothing offers it.
  public var autoLoad: ((String, ExecutionContext) throws -> Bool)?
  /// Native stack addresses below this mean the stack is nearly used up.
  @exclusivity(unchecked) var stackLimit: UInt = 0
  /// Set while a trace listens to how parameters are bound.
  @exclusivity(unchecked) public var bindingTrace: EngineTrace?
  /// Set while a trace listens to the methods that run; call sites then forget what they remember.
  @exclusivity(unchecked) public var methodTrace: EngineTrace? { didSet { typeDataVersion &+= 1 } }
  /// Which arguments of the call that is about to run came from commands that yielded nothing, a bit each: where a text is wanted
  /// they are a null, which plain null is not.
  @exclusivity(unchecked) var argumentsOfNothing: UInt64 = 0
  @exclusivity(unchecked) var traceDepth = 0
  /// `Set-StrictMode -Version` of the running scope: the nearest scope that set one decides; 0 = off.
  public var strictVersion: Int {
    get {
      if !wasStrict { return 0 }
      var d = depth - 1
      while d > 0 {
        if let x = frames[d].extras, let v = x._withUnsafeGuaranteedRef({ $0.strictVersion }) { return v }
        // a module's code does not inherit the caller's strictness
        if frames[d].module != nil, frames[Int(frames[d].parent)].module?.toOpaque() != frames[d].module?.toOpaque() { return frames[d].module?.takeUnretainedValue().strictVersion ?? 0 }
        d = Int(frames[d].parent)
      }
      return globalStrictVersion
    }
    set {
      if newValue > 0 { wasStrict = true }
      if depth > 1 {
        extras(depth - 1).strictVersion = newValue
        if frames[depth - 1].isModuleTop, let m = frames[depth - 1].module { m.takeUnretainedValue().strictVersion = newValue }
      } else { globalStrictVersion = newValue }
    }
  }
  @exclusivity(unchecked) private var wasStrict = false
  /// The session state outside all modules, once somebody asked for it.
  @exclusivity(unchecked) var ownSessionState: SessionState?
  @exclusivity(unchecked) private var globalStrictVersion = 0
  /// Values of `$using:` variables, in an engine that runs a script for another one.
  public var usingValues: [String: Value]?
  /// The current folder while another engine has its turn.
  var folder: String?
  /// The engine that runs on this one's thread while this one waits; see `lend`.
  weak var borrower: ExecutionContext?
  /// Somebody wants a text and raises what an object's own `ToString` throws; see `Conversion.text`.
  @exclusivity(unchecked) var watchesTexts = false
  @exclusivity(unchecked) var textFailure: Error?
  /// Modules that `using module` statements name and that are being looked for now, as they are written.
  var modulesLookedFor: Set<String> = []
  /// How many script properties are being read, one inside the other.
  @exclusivity(unchecked) var gettersUnderway = 0
  /// How many engines lend their thread to one another up to here.
  @exclusivity(unchecked) var lenders = 0
  /// The statement that calls a method of `$PSCmdlet` just now.
  @exclusivity(unchecked) var reportPlace: Extent?
  /// How many frames stand on the stack a second time, for cmdlets that functions write to.
  @exclusivity(unchecked) var frameCopies = 0
  /// The last of the properties, since what the others hold goes first.
  let plans = PlanRegister()
  /// The session that runs on this thread.
  public static var current: ExecutionContext { Unmanaged<ExecutionContext>.fromOpaque(pthread_getspecific(ExecutionContext.key)!).takeUnretainedValue() }
  static let key: pthread_key_t = { var k = pthread_key_t(); pthread_key_create(&k, nil); return k }()
  /// Makes this the session of the calling thread, whose stack ends `stackSize` bytes below here.
  public func attach(stackSize: Int) {
    pthread_setspecific(ExecutionContext.key, Unmanaged.passUnretained(self).toOpaque())
    if !Turn.isShared { takeAttention() }
    var here: UInt8 = 0
    stackLimit = withUnsafePointer(to: &here) { UInt(bitPattern: $0) } - UInt(max(0, stackSize - 512 * 1024))
  }

  public init(host: Host) {
    // The parser asks for types that classes name and it does not know itself.
    if KnownTypes.isDefined == nil {
      KnownTypes.isDefined = { TypeTable.resolve($0, using: $1 + ExecutionContext.current.openNamespaces) != nil }
      Parser.findModule = { ExecutionContext.current.search($0) }
      Parser.assemblyExists = { name, script in
        guard let script, let slash = script.lastIndex(of: "/") else { return access(name, F_OK) == 0 }
        return access(script[...slash] + name, F_OK) == 0
      }
    }
    self.host = host
    let n = 1 << 20
    stackBase = .allocate(capacity: n)
    stackEnd = stackBase + n
    sp = stackBase
    frames = .allocate(capacity: ExecutionContext.maximumDepth + 16)
    sink = Stage()
    globalUnit = Unit("global", .global)
    globals = GlobalTable()
    errorList = ExecutionContext.newErrorList()
    flags = .allocate(capacity: 1)
    flags.initialize(to: RunFlags())
    boxCell = .allocate(capacity: 1)
    boxCell.initialize(to: .null)
    frames.initialize(to: Frame(unit: .passUnretained(globalUnit), fp: stackBase, parent: -1, names: 0, chain: 0, extras: nil))
  }
  static let maximumDepth = 20_000
  /// The flags stay: a signal may be about to set one.
  deinit {
    for l in traceLevels { l.release() }
    globals.empty()
    release(stackBase, sp - stackBase)
    stackBase.deallocate()
    frames.deallocate()
    boxCell.deinitialize(count: 1)
    boxCell.deallocate()
  }
}

/// What statements look at each time; one cache line of raw memory.
struct RunFlags {
  /// Set by the SIGINT handler. `poll` reads this and the next three flags at once.
  var stopRequested: Bool = false
  /// Another engine of the process waits for its turn.
  var turnWanted: Bool = false
  /// A regular expression could not be matched to its end (see `Attention`), or what could not throw failed (`waitingFailure`).
  var failureWaits: Bool = false
  /// What was written waits to be seen; see `Host`.
  var flushWanted: Bool = false
  /// `$?`.
  var success = true
  /// > 0 inside `try` or `trap` scopes: errors of statements propagate.
  var catching: Int32 = 0
}
