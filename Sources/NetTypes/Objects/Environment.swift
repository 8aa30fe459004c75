/// `Environment`, `GC`, `Thread`, `DBNull` and other small statics.
import Engine
import Primitives
import Glibc

/// `OSPlatform`: the name of an operating system.
final class PSPlatform: Ref {
  private let name: String
  init(_ name: String) { self.name = name; super.init() }
  override var netType: NetType { TypeTable.named("System.Runtime.InteropServices.OSPlatform") }
  override func text() -> String { name }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSPlatform)?.name.equalsIgnoringCase(name) ?? false }
}

extension NetTypes {
  static func registerEnvironment() {
    func fixed(_ name: String, _ define: @escaping (NetType) -> Void) { TypeTable.register(name) { NetType(name, base: TypeTable.object, define: define) } }
    fixed("System.Environment", defineEnvironment)
    registerConsole()
    fixed("System.BitConverter", defineBitConverter)
    fixed("System.GC") { t in
      t.staticMethod("static void Collect()") { _, _ in .void }
      t.staticMethod("static void Collect(int generation)") { _, _ in .void }
      t.staticMethod("static void WaitForPendingFinalizers()") { _, _ in .void }
      t.staticMethod("static void SuppressFinalize(System.Object obj)") { _, _ in .void }
      t.staticMethod("static long GetTotalMemory(bool forceFullCollection)") { _, _ in .long(residentBytes()) }
      t.staticMethod("static int CollectionCount(int generation)") { _, _ in .int(0) }
      t.staticProperty("int MaxGeneration {get;}") { _ in .int(2) }
    }
    fixed("System.DBNull") { t in
      t.staticProperty("System.DBNull Value {get;}") { _ in .other(PSDBNull.value) }
      t.method("string ToString()") { _, _, _ in .str("") }
    }
    fixed("System.Threading.Thread") { t in
      t.staticMethod("static void Sleep(int millisecondsTimeout)") { a, c in
        if a.int(0) < -1 { throw outOfRange("millisecondsTimeout", "millisecondsTimeout ('\(a.int(0))') must be greater than or equal to '-1'.", actual: a.at(0)) }
        return try sleep(a.int(0), c)
      }
      t.staticMethod("static void Sleep(timespan timeout)") { a, c in try sleep(Int(a.at(0).asSpan.totalMilliseconds), c) }
      t.staticProperty("System.Threading.Thread CurrentThread {get;}") { _ in .other(PSThread.current) }
      t.property("string Name {get;set;}", set: { v, x, _ in (v.refValue as? PSThread)?.name = x }) { v, _ in (v.refValue as? PSThread)?.name ?? .null }
      t.property("bool IsThreadPoolThread {get;}") { _, _ in .no }
      t.property("System.Threading.ApartmentState ApartmentState {get;set;}", set: { _, _, _ in }) { _, _ in .member("System.Threading.ApartmentState", 2) }
      t.method("System.Threading.ApartmentState GetApartmentState()") { _, _, _ in .member("System.Threading.ApartmentState", 2) }
      t.staticMethod("static bool Yield()") { _, c in try sleep(0, c); return .yes }
      for n in ["MemoryBarrier", "BeginCriticalRegion", "EndCriticalRegion"] { t.staticMethod("static void \(n)()") { _, _ in .void } }
      t.staticMethod("static void SpinWait(int iterations)") { _, _ in .void }
      t.staticMethod("static int GetCurrentProcessorId()") { _, _ in .int(0) }
      t.property("cultureinfo CurrentCulture {get;set;}", set: { _, x, c in if let n = NetTypes.culture(of: x) { c.culture = n; Culture.current = n } }) { _, c in .other(PSCulture(c.culture)) }
      t.property("cultureinfo CurrentUICulture {get;set;}", set: { _, x, c in c.uiCulture = NetTypes.culture(of: x) }) { _, c in .other(PSCulture(c.uiCulture ?? c.culture)) }
    }
    fixed("System.Runtime.InteropServices.RuntimeInformation") { t in
      t.staticProperty("string FrameworkDescription {get;}") { _ in .str(".NET 10.0.0") }
      t.staticProperty("string OSDescription {get;}") { _ in .str(osDescription()) }
      t.staticProperty("System.Runtime.InteropServices.Architecture OSArchitecture {get;}") { _ in .member("System.Runtime.InteropServices.Architecture", architecture) }
      t.staticProperty("System.Runtime.InteropServices.Architecture ProcessArchitecture {get;}") { _ in .member("System.Runtime.InteropServices.Architecture", architecture) }
      t.staticProperty("string RuntimeIdentifier {get;}") { _ in .str("linux-x64") }
      t.staticMethod("static bool IsOSPlatform(System.Runtime.InteropServices.OSPlatform osPlatform)") { a, _ in .bool(Conversion.toString(a.at(0)).equalsIgnoringCase("LINUX")) }
    }
    fixed("System.Runtime.InteropServices.OSPlatform") { t in
      for n in ["Linux", "Windows", "OSX", "FreeBSD"] { t.staticProperty("System.Runtime.InteropServices.OSPlatform \(n) {get;}") { _ in .other(PSPlatform(NetString.upper(n))) } }
      t.staticMethod("static System.Runtime.InteropServices.OSPlatform Create(string osPlatform)") { a, _ in
        if a.string(0).isEmpty { throw argumentError("The value cannot be an empty string.", param: "osPlatform") }
        return .other(PSPlatform(a.string(0)))
      }
      t.method("string ToString()") { v, _, _ in .str(v.refValue?.text() ?? "") }
    }
    fixed("System.Runtime.InteropServices.Marshal") { t in
      // of other types no form in memory is known that programs of other languages could read
      let sizes = [
        "System.Byte": 1, "System.SByte": 1, "System.Int16": 2, "System.UInt16": 2, "System.Char": 1, "System.Int32": 4, "System.UInt32": 4,
        "System.Boolean": 4, "System.Single": 4, "System.Int64": 8, "System.UInt64": 8, "System.Double": 8, "System.IntPtr": 8, "System.UIntPtr": 8,
        "System.Decimal": 16, "System.Guid": 16, "System.TimeSpan": 8, "System.Half": 2, "System.Int128": 16, "System.UInt128": 16,
        "System.Drawing.Point": 8, "System.Drawing.Size": 8, "System.Drawing.Rectangle": 16, "System.Drawing.PointF": 8, "System.Drawing.SizeF": 8,
        "System.Drawing.RectangleF": 16,
      ]
      func size(of type: NetType) throws -> Value {
        guard let n = sizes[type.fullName] else {
          throw argumentError("Type '\(type.fullName)' cannot be marshaled as an unmanaged structure; no meaningful size or offset can be computed.")
        }
        return .count(n)
      }
      func size(ofValue v: Value) throws -> Value {
        if v.isNull { throw nullArgument("structure") }
        return try size(of: TypeTable.typeOf(v.base))
      }
      t.staticMethod("static int SizeOf(System.Object structure)") { a, _ in try size(ofValue: a.at(0)) }
      t.staticMethod("static int SizeOf[T](T structure)") { a, _ in try size(ofValue: a.at(0)) }
      t.staticMethod("static int SizeOf(type t)") { a, _ in
        guard case .type(let type) = a.at(0).base else { throw nullArgument("t") }
        if !type.genericArguments.isEmpty { throw argumentError("The specified Type must not be a generic type.", param: "t") }
        return try size(of: type)
      }
      t.staticMethod("static int SizeOf[T]()") { _, c in try size(of: c.typeArguments.first ?? TypeTable.object) }
      for m in t.allMembers(isStatic: true) where m.name == "SizeOf" { for o in m.overloads { o.infersTypes = true } }
      for name in ["SecureStringToBSTR", "SecureStringToGlobalAllocUnicode"] {
        t.staticMethod("static System.IntPtr \(name)(securestring s)") { a, _ in
          if a.at(0).isNull { throw nullArgument("s") }
          return a.at(0)
        }
      }
      func text(_ a: [Value]) -> String { (a.at(0).refValue as? PSSecureString)?.plain ?? "" }
      for name in ["PtrToStringBSTR", "PtrToStringUni"] { t.staticMethod("static string \(name)(System.Object ptr)") { a, _ in .str(text(a)) } }
      // outside Windows it reads UTF-8, which UTF-16 looks like up to its first zero
      t.staticMethod("static string PtrToStringAuto(System.Object ptr)") { a, _ in
        let bytes = text(a).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        return .str(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
      }
      t.staticMethod("static void ZeroFreeBSTR(System.Object s)") { _, _ in .void }
      t.staticMethod("static void ZeroFreeGlobalAllocUnicode(System.Object s)") { _, _ in .void }
    }
    fixed("System.Net.WebUtility") { t in
      t.staticMethod("static string UrlEncode(string value)") { a, _ in a.text(0).map { .str(Escaping.url($0)) } ?? .null }
      t.staticMethod("static string UrlDecode(string encodedValue)") { a, _ in a.text(0).map { .str(Escaping.unescape($0.replacing("+", " "))) } ?? .null }
      t.staticMethod("static string HtmlEncode(string value)") { a, _ in a.text(0).map { .str(Escaping.html($0)) } ?? .null }
      t.staticMethod("static string HtmlDecode(string value)") { a, _ in a.text(0).map { .str(Escaping.htmlDecoded($0)) } ?? .null }
    }
    fixed("System.Security.SecurityElement") { t in
      t.staticMethod("static string Escape(string str)") { a, _ in
        a.text(0).map { .str($0.replacing("&", "&amp;").replacing("<", "&lt;").replacing(">", "&gt;").replacing("\"", "&quot;").replacing("'", "&apos;")) }
          ?? .null
      }
    }
    fixed("System.Management.Automation.Language.NullString") { t in t.staticProperty("System.Management.Automation.Language.NullString Value {get;}") { _ in .other(NullString.value) } }
    registerHashing()
    registerLinq()
  }

  private static var architecture: Int {
    #if arch(arm64)
    3
    #else
    1
    #endif
  }
  private static func residentBytes() -> Int64 {
    guard let b = try? FileSystem.read("/proc/self/statm") else { return 0 }
    let words = String(decoding: b, as: UTF8.self).split(separator: " ")
    return words.count > 1 ? (Int64(words[1]) ?? 0) * 4096 : 0
  }
  private static func osDescription() -> String {
    if let b = try? FileSystem.read("/etc/os-release"), let l = String(decoding: b, as: UTF8.self).textLines.first(where: { $0.hasPrefix("PRETTY_NAME=") }) {
      return String(l.dropFirst(12)).replacing("\"", "")
    }
    return "Linux"
  }
  private static func sleep(_ ms: Int, _ c: ExecutionContext) throws -> Value {
    if ms < -1 { throw outOfRange("millisecondsTimeout", "Number must be either non-negative and less than or equal to Int32.MaxValue or -1.") }
    c.host.flush()
    var left = ms
    while left != 0 {
      try c.poll()
      let step = left < 0 ? 50 : min(left, 50)
      usleep(UInt32(step) * 1000)
      if left > 0 { left -= step }
    }
    return .void
  }

  private static func defineEnvironment(_ t: NetType) {
    func get(_ n: String) -> String? { getenv(n).map { String(cString: $0) } }
    func userName() -> String { getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? get("USER") ?? "" }
    t.staticProperty("string NewLine {get;}") { _ in .str("\n") }
    t.staticProperty("string MachineName {get;}") { _ in .str(Environment.machineName) }
    t.staticProperty("string UserName {get;}") { _ in .str(userName()) }
    t.staticProperty("string UserDomainName {get;}") { _ in .str(Environment.machineName) }
    t.staticProperty("bool UserInteractive {get;}") { _ in .yes }
    t.staticProperty("string CurrentDirectory {get;set;}", set: { _, x, _ in
      let p = Conversion.toString(x)
      if chdir(try FileSystem.check(p)) != 0 { throw FileSystem.failure(p, directory: true) }
    }) { _ in .str(FileSystem.currentDirectory()) }
    t.staticProperty("string SystemDirectory {get;}") { _ in .str("") }
    t.staticProperty("int ProcessorCount {get;}") { _ in .count(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
    t.staticProperty("int ProcessId {get;}") { _ in .int(getpid()) }
    t.staticProperty("string ProcessPath {get;}") { _ in FileSystem.linkTarget("/proc/self/exe").map { .str($0) } ?? .null }
    t.staticProperty("string CommandLine {get;}") { _ in .str(CommandLine.arguments.joined(separator: " ")) }
    t.staticProperty("int TickCount {get;}") { _ in .int(Int32(truncatingIfNeeded: PSStopwatch.now / 1_000_000)) }
    t.staticProperty("long TickCount64 {get;}") { _ in .long(Int64(PSStopwatch.now / 1_000_000)) }
    t.staticProperty("bool Is64BitProcess {get;}") { _ in .yes }
    t.staticProperty("bool Is64BitOperatingSystem {get;}") { _ in .yes }
    t.staticProperty("bool IsPrivilegedProcess {get;}") { _ in .bool(geteuid() == 0) }
    t.staticProperty("bool HasShutdownStarted {get;}") { _ in .no }
    t.staticProperty("int ExitCode {get;set;}", set: { _, _, _ in }) { _ in .int(0) }
    t.staticProperty("int CurrentManagedThreadId {get;}") { _ in .int(1) }
    t.staticProperty("int SystemPageSize {get;}") { _ in .int(4096) }
    t.staticProperty("long WorkingSet {get;}") { _ in .long(residentBytes()) }
    t.staticProperty("string StackTrace {get;}") { _ in .str("") }
    t.staticProperty("version Version {get;}") { _ in .other(PSVersion(NetVersion(10, 0, 0))) }
    t.staticProperty("System.OperatingSystem OSVersion {get;}") { _ in
      var u = utsname()
      uname(&u)
      let release = withUnsafePointer(to: &u.release) { $0.withMemoryRebound(to: CChar.self, capacity: 65) { String(cString: $0) } }
      // the first four numbers in it, whatever stands between them
      let parts = release.split { !$0.isASCII || !$0.isNumber }.prefix(4).map { Int32($0) ?? 0 }
      let v = NetVersion(parts.first ?? 0, parts.count > 1 ? parts[1] : 0, parts.count > 2 ? parts[2] : 0, parts.count > 3 ? parts[3] : 0)
      let o = PSObject(type: TypeTable.get("System.OperatingSystem"))
      o.set("Platform", .member("System.PlatformID", 4))
      o.set("ServicePack", .str(""))
      o.set("Version", .other(PSVersion(v)))
      o.set("VersionString", .str("Unix " + v.description))
      o.textForm = "Unix " + v.description
      return .object(o)
    }
    t.staticMethod("static string GetEnvironmentVariable(string variable)") { a, _ in
      guard let n = a.text(0) else { throw nullArgument("variable") }
      return get(n).map { .str($0) } ?? .null
    }
    t.staticMethod("static string GetEnvironmentVariable(string variable, System.EnvironmentVariableTarget target)") { a, _ in a.flags(1) == 0 ? get(a.string(0)).map { .str($0) } ?? .null : .null }
    func set(_ a: [Value]) throws -> Value {
      let n = a.string(0)
      if n.isEmpty { throw argumentError("The value cannot be an empty string.", param: "variable") }
      if n.utf8.contains(61) { throw argumentError("Environment variable name cannot contain equal character.", param: "variable") }
      // an empty value is a value; only [NullString]::Value removes the variable
      if a.at(1).isNull { unsetenv(n) } else { setenv(n, a.string(1), 1) }
      return .void
    }
    t.staticMethod("static void SetEnvironmentVariable(string variable, string value)") { a, _ in try set(a) }
    t.staticMethod("static void SetEnvironmentVariable(string variable, string value, System.EnvironmentVariableTarget target)") { a, _ in a.flags(2) == 0 ? try set(a) : .void }
    for p in ["", "System.EnvironmentVariableTarget target"] {
      t.staticMethod("static System.Collections.IDictionary GetEnvironmentVariables(\(p))") { _, _ in
        let h = PSHash(.hashtable, caseSensitive: true)
        var p = environ
        while let e = p.pointee {
          let s = String(cString: e)
          if let i = s.utf8.firstIndex(of: 61) { h.set(String(s[..<i]), .str(String(s[s.utf8.index(after: i)...]))) }
          p += 1
        }
        return .hash(h)
      }
    }
    t.staticMethod("static string ExpandEnvironmentVariables(string name)") { a, _ in
      let parts = a.string(0).split(separator: "%", omittingEmptySubsequences: false).map(String.init)
      var out = parts.first ?? "", i = 1
      while i < parts.count {
        if i + 1 < parts.count, let v = get(parts[i]), !parts[i].isEmpty { out += v + parts[i + 1]; i += 2 } else { out += "%" + parts[i]; i += 1 }
      }
      return .str(out)
    }
    t.staticMethod("static string[] GetCommandLineArgs()") { _, _ in .strings(CommandLine.arguments) }
    for p in ["", ", System.Environment+SpecialFolderOption option"] {
      t.staticMethod("static string GetFolderPath(System.Environment+SpecialFolder folder\(p))") { a, _ in
        let home = get("HOME") ?? ""
        switch a.flags(0) {
        case 40, 5: return .str(home)
        case 26: return .str(get("XDG_CONFIG_HOME") ?? home + "/.config")
        case 28: return .str(get("XDG_DATA_HOME") ?? home + "/.local/share")
        case 0, 16: return .str(home + "/Desktop")
        case 35: return .str("/usr/share")
        default: return .str("")
        }
      }
    }
    t.staticMethod("static string[] GetLogicalDrives()") { _, _ in .strings(["/"]) }
    t.staticMethod("static void Exit(int exitCode)") { a, _ in throw FlowSignal.exit(Int32(truncatingIfNeeded: a.int(0))) }
    t.staticMethod("static void FailFast(string message)") { _, _ in throw FlowSignal.exit(134) }
  }
}

