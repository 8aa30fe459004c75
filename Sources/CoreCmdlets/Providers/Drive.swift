/// Providers and drives: the places items live in.
import Engine

/// A kind of store. Paths handed to it are its own: absolute file paths, or plain item names.
class Provider: Ref {
  let name: String
  let capabilities: String
  /// Where items hold other items; others are flat.
  var isHierarchical: Bool { false }
  unowned let space: PathSpace
  init(_ name: String, _ capabilities: String, _ space: PathSpace) { self.name = name; self.capabilities = capabilities; self.space = space; super.init() }
  override var netType: NetType { ProviderTypes.provider }
  /// `Microsoft.PowerShell.Core\FileSystem`.
  override func text() -> String { "Microsoft.PowerShell.Core\\" + name }

  func exists(_ path: String) -> Bool { false }
  func isContainer(_ path: String) -> Bool { path.isEmpty }
  /// Names of children; containers first, each group in order.
  func childNames(_ path: String, hidden: Bool) throws -> [String] { [] }
  /// The same names in the order a pattern finds them.
  func namesToMatch(_ path: String, hidden: Bool) throws -> [String] { try childNames(path, hidden: hidden) }
  /// The item as an object, without the properties that tell where it lives.
  func item(_ path: String) throws -> Value { .null }
  func join(_ parent: String, _ child: String) -> String { parent.isEmpty ? child : parent + "/" + child }
  func parent(_ path: String) -> String { "" }
  func leaf(_ path: String) -> String { path }

  func unsupported(_ shell: Invocation, _ path: ItemPath) -> TerminatingError {
    shell.terminating(
      "NotSupported", .notImplemented, "Provider operation stopped because the provider does not support this operation.",
      exception: "System.Management.Automation.PSNotSupportedException")
  }
  /// What Move-Item says of drives that hold no paths.
  func isNotNavigable(_ shell: Invocation) -> TerminatingError {
    shell.terminating(
      "GetDynamicParametersException", .invalidArgument,
      "Cannot retrieve the dynamic parameters for the cmdlet. The NavigationCmdletProvider methods are not supported by this provider.",
      exception: "System.Management.Automation.ParameterBindingException")
  }
  func new(_ path: ItemPath, type: String, value: Value?, force: Bool, _ shell: Invocation) throws -> Value? { throw unsupported(shell, path) }
  func remove(_ path: ItemPath, recurse: Bool, force: Bool, _ shell: Invocation) throws { throw unsupported(shell, path) }
  func set(_ path: ItemPath, _ value: Value, force: Bool, _ shell: Invocation) throws { throw unsupported(shell, path) }
  func clear(_ path: ItemPath, _ shell: Invocation) throws { throw unsupported(shell, path) }
  func copy(_ from: ItemPath, to: ItemPath, _ how: CopyManner, _ shell: Invocation) throws -> [ItemPath] { throw unsupported(shell, from) }
  func move(_ from: ItemPath, to: ItemPath, force: Bool, _ shell: Invocation) throws -> ItemPath? { throw unsupported(shell, from) }
  func rename(_ path: ItemPath, to name: String, force: Bool, _ shell: Invocation) throws -> ItemPath? { throw unsupported(shell, path) }
}

/// The switches of Copy-Item.
struct CopyManner {
  var recurse = false, container = true, force = false
  var filter = ItemFilter(nil, [], [])
}

/// `PSDriveInfo`.
final class Drive: Ref {
  let name: String
  let provider: Provider
  /// Root as the provider names it: `/`, `/tmp`, or empty.
  let root: String
  let detail: String
  /// Where the drive was left, below its root.
  var location = ""
  /// Paths of the drive are written with `\` (drive letters).
  let isLetter: Bool
  /// The scope that has it; nil for the global one.
  weak var scope: AnyObject?
  /// It ends with its scope.
  var isScoped = false
  init(_ name: String, _ provider: Provider, root: String, detail: String = "", isLetter: Bool = false) {
    self.name = name; self.provider = provider; self.root = root; self.detail = detail; self.isLetter = isLetter
    super.init()
  }
  override var netType: NetType { ProviderTypes.drive }
  override func text() -> String { name }
  func isOf(_ owner: AnyObject?) -> Bool { owner == nil ? !isScoped : scope === owner }
  /// The drive whose paths stand for themselves.
  var isPlainRoot: Bool { root == "/" && name == "/" }
}

/// A resolved path: drive, provider, and the provider's own path.
struct ItemPath {
  let drive: Drive?
  let provider: Provider
  let path: String
  /// The provider's name as it was written before `::`; such a path belongs to no drive.
  let qualifier: String?
  /// The text of a path that goes to the provider as it is (`\\server\share`, `FileSystem::/x`): so messages name it when it is not there.
  let written: String?
  init(_ drive: Drive?, _ provider: Provider, _ path: String, qualifier: String? = nil, written: String? = nil) {
    self.drive = drive; self.provider = provider; self.path = path; self.qualifier = qualifier; self.written = written
  }

  /// As users see it: `/tmp/x`, `C:\x`, `Env:/PATH`.
  var display: String {
    guard let drive else { return (qualifier ?? provider.text()) + "::" + path }
    if drive.isPlainRoot { return path }
    if !provider.isHierarchical { return drive.name + ":/" + path }
    let root = drive.root.hasSuffix("/") ? String(drive.root.dropLast()) : drive.root
    let below = path.hasPrefix(root + "/") ? String(path.dropFirst(root.utf8.count + 1)) : path == root ? "" : String(path.drop { $0 == "/" })
    return drive.isLetter ? drive.name + ":\\" + below.replacing("/", with: "\\") : drive.name + ":/" + below
  }
  /// As an error names what is not there: with the separator at the end of what was written, without the provider's name that was
  /// written; what was to be taken literally as it was written, but for a provider's name and `~`.
  func shown(as text: String, literal: Bool = false) -> String {
    if let written { return written }
    if literal {
      if let cut = text.range(of: "::") { return String(text[cut.upperBound...]) }
      return text == "~" || text.hasPrefix("~/") || text.hasPrefix("~\\") ? path : text
    }
    let shown = drive == nil && text.contains("::") ? path : display
    guard provider.isHierarchical, let end = text.last, end == "/" || end == "\\", !shown.hasSuffix("/"), !shown.hasSuffix("\\") else { return shown }
    return shown + (drive?.isLetter ?? false ? "\\" : "/")
  }
  /// With the separator at its end that the path was written with; `./` and `../` stand for a folder without one.
  func ending(as text: String) -> ItemPath {
    guard provider.isHierarchical, !path.hasSuffix("/"), text.hasSuffix("/") || text.hasSuffix("\\"), !Wildcard.hasSpecial(text) else { return self }
    let last = PathText.leaf(text)
    return last.isEmpty || last == "." || last == ".." || last == "~" ? self : ItemPath(drive, provider, path + "/", qualifier: qualifier)
  }
  /// `PSPath`.
  var qualified: String { provider.text() + "::" + path }
  var exists: Bool { provider.exists(path) }
  var isContainer: Bool { provider.isContainer(path) }
  /// A file or folder whose name begins with a dot.
  var isHidden: Bool { provider is FileSystemProvider && leaf.hasPrefix(".") }
  var leaf: String { provider.leaf(path) }
  var parent: ItemPath { ItemPath(drive, provider, provider.parent(path), qualifier: qualifier) }
  func child(_ name: String) -> ItemPath { ItemPath(drive, provider, provider.join(path, name), qualifier: qualifier) }

  /// The item as an object that knows where it lives.
  func object() throws -> Value { try decorate(try provider.item(path)) }
  /// - Parameter tellsKind: says whether it is a container, as items do and their properties do not
  func decorate(_ item: Value, tellsKind: Bool = true) -> Value {
    let o: PSObject
    if case .object(let given) = item { o = given } else { o = PSObject(shape: .root, reserve: 6, wrapping: item) }
    o.set(ItemPath.names[0], .str(qualified))
    if provider.isHierarchical { o.set(ItemPath.names[1], path == "/" ? .str("") : .str(parent.qualified)) }
    // only items of a tree have a name in their container
    if provider.isHierarchical { o.set(ItemPath.names[2], .str(path == "/" ? "" : leaf)) }
    if provider is FileSystemProvider { o.set(ItemPath.names[6], .other(UnixStat(path))) }
    if let drive { o.set(ItemPath.names[3], .other(drive)) }
    o.set(ItemPath.names[4], .other(provider))
    if tellsKind { o.set(ItemPath.names[5], .bool(isContainer)) }
    return .object(o)
  }
  private static let names = ["PSPath", "PSParentPath", "PSChildName", "PSDrive", "PSProvider", "PSIsContainer", "UnixStat"]
}

/// A resolved location as an object: `PathInfo`.
final class PathInfo: Ref {
  let place: ItemPath
  init(_ p: ItemPath) { place = p; super.init() }
  override var netType: NetType { ProviderTypes.pathInfo }
  override func text() -> String { place.display }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { if case .other(let r) = other.base, let p = r as? PathInfo { p.text() == text() } else { false } }
}

/// Members of the provider classes.
enum ProviderTypes {
  static let provider = define("System.Management.Automation.ProviderInfo") { t in
    func p(_ v: Value) -> Provider? { v.refValue as? Provider }
    t.property("System.Management.Automation.Provider.ProviderCapabilities Capabilities {get;}") { v, c in
      try Conversion.convert(.str(p(v)?.capabilities ?? "None"), to: TypeTable.get("System.Management.Automation.Provider.ProviderCapabilities"), c)
    }
    t.property("string Description {get;set;}") { _, _ in .str("") }
    t.property("System.Collections.ObjectModel.Collection[System.Management.Automation.PSDriveInfo] Drives {get;}") { v, _ in
      guard let q = p(v) else { return .null }
      let a = PSArray(q.space.drives.filter { $0.provider === q && !$0.isLetter }.map { .other($0) })
      a.kind = .collection
      return .array(a)
    }
    t.property("string HelpFile {get;}") { _, _ in .str("System.Management.Automation.dll-Help.xml") }
    t.property("string Home {get;set;}", set: { v, x, _ in if let q = p(v), q.name == "FileSystem" { q.space.home = Conversion.toString(x) } }) { v, _ in
      p(v).map { .str($0.name == "FileSystem" ? $0.space.home : "") } ?? .null
    }
    t.property("string ModuleName {get;}") { _, _ in .str("Microsoft.PowerShell.Core") }
    t.property("string Name {get;}") { v, _ in .str(p(v)?.name ?? "") }
    t.property("psmoduleinfo Module {get;}") { _, _ in .null }
    t.property("bool VolumeSeparatedByColon {get;}") { v, _ in .bool(p(v)?.name != "FileSystem") }
    t.property("char ItemSeparator {get;}") { _, _ in .char(47) }
    t.property("char AltItemSeparator {get;}") { _, _ in .char(92) }
  }
  static let drive = define("System.Management.Automation.PSDriveInfo") { t in
    func d(_ v: Value) -> Drive? { v.refValue as? Drive }
    t.property("string CurrentLocation {get;set;}") { v, _ in .str(d(v)?.location ?? "") }
    t.property("string Name {get;}") { v, _ in .str(d(v)?.name ?? "") }
    t.property("System.Management.Automation.ProviderInfo Provider {get;}") { v, _ in d(v).map { .other($0.provider) } ?? .null }
    t.property("string Root {get;}") { v, _ in .str(d(v).map { $0.isLetter ? $0.name + ":\\" : $0.root } ?? "") }
    t.property("string Description {get;set;}") { v, _ in .str(d(v)?.detail ?? "") }
    t.property("System.Nullable[long] MaximumSize {get;}") { _, _ in .null }
    t.property("pscredential Credential {get;}") { _, c in try c.readStatic(TypeTable.get("System.Management.Automation.PSCredential"), "Empty") }
    t.property("string DisplayRoot {get;}") { _, _ in .null }
    t.property("bool VolumeSeparatedByColon {get;}") { v, _ in .bool(d(v)?.isPlainRoot != true) }
  }
  static let pathInfo = define("System.Management.Automation.PathInfo") { t in
    func p(_ v: Value) -> ItemPath? { (v.refValue as? PathInfo)?.place }
    t.property("System.Management.Automation.PSDriveInfo Drive {get;}") { v, _ in p(v)?.drive.map { .other($0) } ?? .null }
    t.property("System.Management.Automation.ProviderInfo Provider {get;}") { v, _ in p(v).map { .other($0.provider) } ?? .null }
    t.property("string ProviderPath {get;}") { v, _ in .str(p(v)?.path ?? "") }
    t.property("string Path {get;}") { v, _ in .str(p(v)?.display ?? "") }
  }
  private static func define(_ name: String, _ members: @escaping (NetType) -> Void) -> NetType {
    let t = TypeTable.get(name)
    t.extend(members)
    return t
  }
}
