/// `$ExecutionContext.SessionState.Path`, `.Drive` and `.Provider`: places, drives and providers as methods.
import Engine
import NetTypes
import Primitives

extension EngineIntrinsics {
  private static let paths = "System.Collections.ObjectModel.Collection[string]"

  /// Defines methods that are what cmdlets do with their arguments: signature, then what is run. What stops it is what the method throws.
  static func methods(_ t: NetType, _ all: [(String, String)]) {
    for (signature, code) in all {
      let isList = signature.hasPrefix("System.Collections"), isVoid = signature.hasPrefix("void")
      let end = code.firstIndex(of: ")").map { code.index(after: $0) } ?? code.startIndex
      let whole = code[..<end] + " $ErrorActionPreference = 'Stop';" + code[end...]
      t.method(signature) { _, a, c in
        try asMethod {
          let r = try run(String(whole), a, c)
          return isVoid ? .void : isList ? collection(r) : r
        }
      }
    }
  }
  static func asMethod<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let e as TerminatingError { throw netError(e.record.exception.type.fullName, e.record.exception.message) }
  }

  static func registerPaths() {
    type("PathIntrinsics") { t in
      t.property("\(ns)PathInfo CurrentLocation {get;}") { _, c in c.currentLocation?() ?? .null }
      t.property("\(ns)PathInfo CurrentFileSystemLocation {get;}") { _, c in try run("Get-Location -PSProvider FileSystem", [], c) }
      locations(t)
      found(t)
      texts(t)
    }
    type("DriveManagementIntrinsics") { t in
      t.property("\(ns)PSDriveInfo Current {get;}") { _, c in try c.currentLocation.map { try c.property($0(), "Drive") ?? .null } ?? .null }
      let drives = "System.Collections.ObjectModel.Collection[\(ns)PSDriveInfo]"
      methods(t, [
        ("\(ns)PSDriveInfo Get(string driveName)", "param($n) Get-PSDrive -LiteralName $n"),
        ("\(drives) GetAll()", "param() Get-PSDrive"),
        ("\(drives) GetAllAtScope(string scope)", "param($s) Get-PSDrive -Scope $s"),
        ("\(drives) GetAllForProvider(string providerName)", "param($n) $null = Get-PSProvider -PSProvider $n; Get-PSDrive -PSProvider $n"),
        ("\(ns)PSDriveInfo GetAtScope(string driveName, string scope)", "param($n, $s) Get-PSDrive -LiteralName $n -Scope $s"),
        (
          "\(ns)PSDriveInfo New(\(ns)PSDriveInfo drive, string scope)",
          "param($d, $s) New-PSDrive -Name $d.Name -PSProvider $d.Provider.Name -Root $d.Root -Description $d.Description -Scope $s"
        ),
        ("void Remove(string driveName, bool force, string scope)", "param($n, $f, $s) Remove-PSDrive -LiteralName $n -Force:$f -Scope $s"),
      ])
    }
    type("CmdletProviderManagementIntrinsics") { t in
      func provider(_ a: [Value], _ c: ExecutionContext) throws -> Value {
        try asMethod {
          let name = Conversion.toString(a.first ?? .null, c)
          guard let p = PathSpace.of(c).provider(name) else { throw PathSpace.providerNotFound(name) }
          return .other(p)
        }
      }
      t.method("System.Collections.ObjectModel.Collection[\(ns)ProviderInfo] Get(string name)") { _, a, c in collection(try provider(a, c)) }
      t.method("\(ns)ProviderInfo GetOne(string name)") { _, a, c in try provider(a, c) }
      t.method("System.Collections.Generic.IEnumerable[\(ns)ProviderInfo] GetAll()") { _, _, c in collection(try run("Get-PSProvider", [], c)) }
    }
  }

  /// Where the session stands, and the places it remembers.
  private static func locations(_ t: NetType) {
    methods(t, [
      ("\(ns)PathInfo CurrentProviderLocation(string providerName)", "param($n) $null = Get-PSProvider -PSProvider $n; Get-Location -PSProvider $n"),
      ("\(ns)PathInfo SetLocation(string path)", "param($p) Set-Location -Path $p -PassThru"),
      ("void PushCurrentLocation(string stackName)", "param($n) Push-Location -StackName $n"),
      ("\(ns)PathInfo PopLocation(string stackName)", "param($n) Pop-Location -StackName $n -PassThru"),
      ("\(ns)PathInfoStack SetDefaultLocationStack(string stackName)", "param($n) Set-Location -StackName $n -PassThru; ,(Get-Location -Stack)"),
    ])
    t.method("\(ns)PathInfoStack LocationStack(string stackName)") { _, a, c in
      do { return try run("param($n) ,(Get-Location -StackName $n -ErrorAction Stop)", a, c) } catch is TerminatingError {
        throw netError(
          ns + "PSArgumentException",
          "Cannot process argument because the value of argument \"stackName\" is not valid. Change the value of the \"stackName\" argument and run the operation again.")
      }
    }
  }

  /// What paths lead to.
  private static func found(_ t: NetType) {
    methods(t, [
      ("System.Collections.ObjectModel.Collection[\(ns)PathInfo] GetResolvedPSPathFromPSPath(string path)", "param($p) Resolve-Path -Path ($p ? $p : '.')"),
      ("\(paths) GetResolvedProviderPathFromPSPath(string path, [ref] \(ns)ProviderInfo provider)", resolved),
      (
        "\(paths) GetResolvedProviderPathFromProviderPath(string path, string providerId)",
        "param($p, $i) $null = Get-PSProvider -PSProvider $i; (Resolve-Path -Path ($i + '::' + $p)).ProviderPath"
      ),
    ])
    t.method("string GetUnresolvedProviderPathFromPSPath(string path)") { _, a, c in try .str(unresolved(text(a, 0), c).path) }
    t.method("string GetUnresolvedProviderPathFromPSPath(string path, [ref] \(ns)ProviderInfo provider, [ref] \(ns)PSDriveInfo drive)") { _, a, c in
      let p = try unresolved(text(a, 0), c)
      try a.setReference(1, .other(p.provider), c)
      try a.setReference(2, p.drive.map { .other($0) } ?? .null, c)
      return .str(p.path)
    }
  }
  static let resolved = """
    param($path, $provider)
    $found = @(Resolve-Path -Path $path)
    if ($null -ne $provider) { $provider.Value = $found[0].Provider }
    $found.ProviderPath
    """
  /// Where a path leads, whether something is there or not, with the separator at its end that it was written with; what follows a provider's name
  /// is taken as it is.
  static func unresolved(_ path: String, _ c: ExecutionContext) throws -> ItemPath {
    try asMethod {
      let p = try PathSpace.of(c).resolve(path)
      if p.qualifier != nil, let cut = path.range(of: "::") { return ItemPath(nil, p.provider, PathSpace.slashes(String(path[cut.upperBound...])), qualifier: p.qualifier) }
      return p.ending(as: path)
    }
  }

  /// Paths as texts.
  private static func texts(_ t: NetType) {
    t.method("string Combine(string parent, string child)") { _, a, _ in .str(text(a, 0).isEmpty ? PathSpace.slashes(text(a, 1)) : PathText.join(text(a, 0), text(a, 1))) }
    t.method("bool IsProviderQualified(string path)") { _, a, _ in .bool(text(a, 0).range(of: "::").map { $0.lowerBound != text(a, 0).startIndex } ?? false) }
    t.method("bool IsPSAbsolute(string path, [ref] string driveName)") { _, a, c in
      let p = text(a, 0), space = PathSpace.of(c)
      let colon = p.firstIndex(of: ":").flatMap { $0 != p.startIndex && !p[..<$0].contains(where: { "/\\~.".contains($0) }) ? $0 : nil }
      try a.setReference(1, .str(colon.map { String(p[..<$0]) } ?? space.current.drive?.name ?? ""), c)
      return .bool(colon != nil || p.hasPrefix("/") || p.hasPrefix("\\"))
    }
    t.method("bool IsValid(string path)") { _, a, c in
      let p = text(a, 0)
      if p.isEmpty { return .yes }
      return try asMethod {
        if let colon = p.firstIndex(of: ":"), !p[..<colon].contains("/"), !p[colon...].hasPrefix("::"), PathSpace.of(c).drive(String(p[..<colon])) == nil {
          throw PathSpace.driveNotFound(String(p[..<colon]))
        }
        return try run("param($p) Test-Path $p -IsValid", [a[0]], c)
      }
    }
    t.method("string NormalizeRelativePath(string path, string basePath)") { _, a, c in
      let space = PathSpace.of(c), place = try unresolved(text(a, 0), c), base = text(a, 1)
      guard place.provider.isHierarchical else { return .str(place.path) }
      guard place.exists else {
        throw netError(ns + "ProviderInvocationException", "An object at the specified path \(place.path) does not exist.")
      }
      return .str(PathText.way(place.path, from: base.isEmpty ? space.current.path : PathSpace.slashes(base)))
    }
    t.method("string ParseParent(string path, string root)") { _, a, c in
      try asMethod {
        let p = text(a, 0), provider = (try? PathSpace.of(c).resolve(p))?.provider
        if let provider, !provider.isHierarchical {
          throw TerminatingError(
            "NotSupported", "The NavigationCmdletProvider methods are not supported by this provider.", .notImplemented, exception: ns + "PSNotSupportedException")
        }
        if !p.isEmpty, p == text(a, 1) { return .str("") }
        do { return try run("param($p) Split-Path $p -Parent", [a[0]], c) } catch let e as TerminatingError {
          throw netError(
            ns + "ProviderInvocationException",
            "Attempting to perform the GetParentPath operation on the '\(provider?.name ?? "")' provider failed for path ''. \(e.record.exception.message)")
        }
      }
    }
    t.method("string ParseChildName(string path)") { _, a, c in
      try asMethod { text(a, 0).isEmpty ? .str(PathSpace.of(c).current.leaf) : try run("param($p) Split-Path $p -Leaf", [a[0]], c) }
    }
  }
  private static func text(_ a: [Value], _ i: Int) -> String { i < a.count && !a[i].isNull ? Conversion.toString(a[i]) : "" }
}
