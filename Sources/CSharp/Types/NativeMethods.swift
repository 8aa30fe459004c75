/// `[DllImport]`: the declaration is there; a call finds the functions of the C library listed here, and no others.
import Engine
import Glibc

enum NativeMethods {
  private static let libraries: Set<String> = ["libc", "libc.so", "libc.so.6", "c"]
  private static func number(_ a: [Value], _ i: Int) -> Int { i < a.count ? Int(clamping: Numbers.integer(a[i].base)) : 0 }
  private static let functions: [String: ([Value]) -> Int] = [
    "getpid": { _ in Int(getpid()) }, "getppid": { _ in Int(getppid()) }, "getuid": { _ in Int(getuid()) }, "geteuid": { _ in Int(geteuid()) },
    "getgid": { _ in Int(getgid()) }, "getegid": { _ in Int(getegid()) },
    "isatty": { Int(isatty(Int32(clamping: number($0, 0)))) }, "getpgid": { Int(getpgid(Int32(clamping: number($0, 0)))) }, "getsid": { Int(getsid(Int32(clamping: number($0, 0)))) },
    "abs": { number($0, 0).magnitude > Int(Int32.max) ? 0 : abs(number($0, 0)) }, "toupper": { Int(toupper(Int32(clamping: min(255, max(0, number($0, 0)))))) },
    "tolower": { Int(tolower(Int32(clamping: min(255, max(0, number($0, 0)))))) },
    "strlen": { $0.first?.stringValue?.utf8.count ?? 0 }, "sysconf": { sysconf(Int32(clamping: number($0, 0))) }, "getpagesize": { _ in Int(sysconf(Int32(_SC_PAGESIZE))) },
  ]
  static func install(_ m: MethodSymbol, _ s: ClassSymbol, _ c: Compilation) {
    guard let a = AttributeNames.first(m.attributes, "DllImport") else {
      m.direct = { _, _, _ in
        throw Runtime.error(
          "System.TypeLoadException",
          "Could not load type '\(s.type.fullName)' from assembly '\(c.assembly.name)' because the method '\(m.name)' has no implementation (no RVA).")
      }
      return
    }
    if !m.isStatic { c.report(601, "The DllImport attribute must be specified on a method marked 'extern' that is either 'static' or a local function", s.source, a.offset) }
    let f = ConstantFolder(c, s)
    let library = a.arguments.first.flatMap { f.value($0.value) }.map { Text.string($0) } ?? ""
    let entry = a.named.first { $0.0 == "EntryPoint" }.flatMap { f.value($0.1) }.map { Text.string($0) } ?? m.name
    let result = m.returnType
    m.direct = { _, arguments, _ in
      guard libraries.contains(library) else {
        throw Runtime.error(
          "System.DllNotFoundException",
          """
          Unable to load shared library '\(library)' or one of its dependencies. In order to help diagnose loading problems, consider using a tool like \
          strace. If you're using glibc, consider setting the LD_DEBUG environment variable: \n\(library): cannot open shared object file: No such file \
          or directory

          """)
      }
      guard let function = functions[entry] else { throw Runtime.error("System.EntryPointNotFoundException", "Unable to find an entry point named '\(entry)' in shared library '\(library)'.") }
      let n = function(arguments)
      if result === Types.void { return .void }
      if result === TypeTable.bool { return .bool(n != 0) }
      return Num(of: result).map { Numbers.value(Int128(n), $0) } ?? .int(Int32(truncatingIfNeeded: n))
    }
  }
}
