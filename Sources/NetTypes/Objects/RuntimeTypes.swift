/// Small classes of the runtime that scripts meet: `AppDomain`, `OperatingSystem`, `WeakReference`, `Debug`, `StackTrace`, `IntPtr` …
import Engine
import Primitives

/// `System.IntPtr`, `System.UIntPtr`: a number with the size of an address.
final class PSPointer: Ref {
  let address: Int
  private let type: NetType
  init(_ address: Int, _ type: NetType) { self.address = address; self.type = type; super.init() }
  override var netType: NetType { type }
  override func text() -> String { String(address) }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSPointer)?.address == address }
  override var keyHash: UInt { UInt(bitPattern: address) }
}

final class PSWeakReference: Ref {
  var target: Value
  init(_ v: Value) { target = v; super.init() }
  override var netType: NetType { TypeTable.named("System.WeakReference") }
}

/// `ExceptionDispatchInfo`: an error to be thrown again later.
final class PSDispatchInfo: Ref {
  let exception: PSException
  init(_ e: PSException) { exception = e; super.init() }
  override var netType: NetType { TypeTable.named("System.Runtime.ExceptionServices.ExceptionDispatchInfo") }
}

extension NetTypes {
  static func registerRuntimeTypes() {
    func fixed(_ name: String, _ category: NetType.Category = .class, _ define: @escaping (NetType) -> Void) {
      TypeTable.register(name) { NetType(name, category, base: category == .struct ? TypeTable.valueType : TypeTable.object, define: define) }
    }
    let home = "/opt/microsoft/powershell/7/"
    fixed("System.Diagnostics.Debugger") { t in
      t.staticProperty("bool IsAttached {get;}") { _ in .no }
      t.staticMethod("static bool Launch()") { _, _ in .no }
      t.staticMethod("static void Break()") { _, _ in .void }
    }
    fixed("System.Runtime.GCSettings") { t in
      t.staticProperty("bool IsServerGC {get;}") { _ in .no }
    }
    fixed("System.AppDomain") { t in
      let current = PSObject(type: t)
      t.staticProperty("System.AppDomain CurrentDomain {get;}") { _ in .object(current) }
      t.property("string FriendlyName {get;}") { _, _ in .str("pwsh") }
      t.property("int Id {get;}") { _, _ in .int(1) }
      t.property("string BaseDirectory {get;}") { _, _ in .str(home) }
      t.property("bool IsFullyTrusted {get;}") { _, _ in .yes }
      t.property("bool ShadowCopyFiles {get;}") { _, _ in .no }
      t.orderProperties("BaseDirectory", "FriendlyName", "Id", "IsFullyTrusted", "ShadowCopyFiles")
      t.method("System.Reflection.Assembly[] GetAssemblies()") { _, _, _ in
        .array(PSArray([
          "System.Private.CoreLib", "pwsh", "System.Runtime", "Microsoft.PowerShell.ConsoleHost", "System.Management.Automation",
          "Microsoft.PowerShell.Commands.Utility", "Microsoft.PowerShell.Commands.Management",
        ].map { .other(PSAssembly($0)) }, of: TypeTable.get("System.Reflection.Assembly")))
      }
      t.method("bool IsDefaultAppDomain()") { _, _, _ in .yes }
      t.method("string ToString()") { _, _, _ in .str("Name:pwsh\nThere are no context policies.\n") }
    }
    fixed("System.AppContext") { t in
      t.staticProperty("string BaseDirectory {get;}") { _ in .str(home) }
      t.staticProperty("string TargetFrameworkName {get;}") { _ in .str(".NETCoreApp,Version=v10.0") }
      t.staticMethod("static bool TryGetSwitch(string switchName, [ref] bool isEnabled)") { a, c in try a.setReference(1, .no, c); return .no }
      t.staticMethod("static System.Object GetData(string name)") { _, _ in .null }
    }
    TypeTable.extend("System.OperatingSystem") { t in
      for (n, isTrue) in [("Linux", true), ("Windows", false), ("MacOS", false), ("FreeBSD", false), ("Android", false), ("IOS", false), ("Browser", false)] {
        t.staticMethod("static bool Is\(n)()") { _, _ in .bool(isTrue) }
      }
      t.staticMethod("static bool IsOSPlatform(string platform)") { a, _ in .bool(a.string(0).equalsIgnoringCase("linux")) }
    }
    TypeTable.declare("System.OperatingSystem") { NetType("System.OperatingSystem", base: TypeTable.object) }
    fixed("System.WeakReference") { t in
      func of(_ v: Value) -> PSWeakReference? { v.refValue as? PSWeakReference }
      t.constructor("System.WeakReference new(System.Object target)") { a, _ in .other(PSWeakReference(a.at(0))) }
      t.property("bool IsAlive {get;}") { v, _ in .bool(of(v).map { !$0.target.isNull } ?? false) }
      t.property("System.Object Target {get;set;}", set: { v, x, _ in of(v)?.target = x }) { v, _ in of(v)?.target ?? .null }
      t.property("bool TrackResurrection {get;}") { _, _ in .no }
    }
    // nobody listens to either, so that nothing is what they print
    for n in ["System.Diagnostics.Debug", "System.Diagnostics.Trace"] {
      fixed(n) { t in
        for m in ["Write", "WriteLine"] { for p in ["string message", "System.Object value", "string message, string category"] { t.staticMethod("static void \(m)(\(p))") { _, _ in .void } } }
        for m in ["Flush", "Close", "Indent", "Unindent"] { t.staticMethod("static void \(m)()") { _, _ in .void } }
        for m in ["TraceInformation", "TraceWarning", "TraceError"] where n.hasSuffix("Trace") { t.staticMethod("static void \(m)(string message)") { _, _ in .void } }
        t.staticProperty("bool AutoFlush {get;set;}", set: { _, _, _ in }) { _ in .no }
        t.staticProperty("int IndentLevel {get;set;}", set: { _, _, _ in }) { _ in .int(0) }
      }
    }
    fixed("System.Runtime.ExceptionServices.ExceptionDispatchInfo") { t in
      func thrown(_ v: Value) throws -> PSException {
        guard let e = v.refValue as? PSException else { throw nullArgument("source") }
        return e
      }
      t.staticMethod("static System.Runtime.ExceptionServices.ExceptionDispatchInfo Capture(System.Exception source)") { a, _ in .other(PSDispatchInfo(try thrown(a.at(0)))) }
      t.property("System.Exception SourceException {get;}") { v, _ in (v.refValue as? PSDispatchInfo).map { .other($0.exception) } ?? .null }
      func again(_ e: PSException) -> TerminatingError { TerminatingError(e.record ?? ErrorRecord(e, id: e.type.name, .notSpecified)) }
      t.method("void Throw()") { v, _, _ in
        guard let e = (v.refValue as? PSDispatchInfo)?.exception else { return .void }
        throw again(e)
      }
      t.staticMethod("static void Throw(System.Exception source)") { a, _ in throw again(try thrown(a.at(0))) }
    }
    fixed("System.Runtime.CompilerServices.RuntimeHelpers") { t in
      t.staticMethod("static int GetHashCode(System.Object o)") { a, _ in .int(netHash(a.at(0))) }
      t.staticMethod("static bool Equals(System.Object o1, System.Object o2)") { a, _ in .bool(netEquals(a.at(0), a.at(1))) }
      t.staticMethod("static System.Object GetUninitializedObject(type type)") { a, c in try uninitialized(a.at(0), c) }
    }
    fixed("System.Runtime.Serialization.FormatterServices") { t in
      t.staticMethod("static System.Object GetUninitializedObject(type type)") { a, c in try uninitialized(a.at(0), c) }
      t.staticMethod("static System.Object GetSafeUninitializedObject(type type)") { a, c in try uninitialized(a.at(0), c) }
    }
    fixed("System.Buffer") { t in
      t.staticMethod("static void BlockCopy(array src, int srcOffset, array dst, int dstOffset, int count)") { a, _ in
        guard let from = a.array(0), let to = a.array(2), from.elementType === to.elementType, let size = from.elementType.flatMap({ elementSize($0) }) else {
          throw argumentError("Object must be an array of primitives.")
        }
        let n = a.int(4)
        guard a.int(1) >= 0, a.int(3) >= 0, n >= 0, a.int(1) % size == 0, a.int(3) % size == 0, n % size == 0, a.int(1) + n <= from.count * size,
          a.int(3) + n <= to.count * size
        else {
          throw argumentError(
            "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection."
          )
        }
        let piece = Array(from.values[a.int(1) / size..<(a.int(1) + n) / size])
        for (i, x) in piece.enumerated() { to[a.int(3) / size + i] = x }
        return .void
      }
      t.staticMethod("static int ByteLength(array array)") { a, _ in
        guard let x = a.array(0), let size = x.elementType.flatMap({ elementSize($0) }) else { throw argumentError("Object must be an array of primitives.", param: "array") }
        return .count(x.count * size)
      }
    }
    registerPointers()
  }

  /// An object no constructor has run for: as one without arguments makes it, where there is one.
  private static func uninitialized(_ v: Value, _ c: ExecutionContext) throws -> Value {
    guard case .type(let t) = v.base else { throw nullArgument("type") }
    if t === TypeTable.string { throw argumentError("Uninitialized Strings cannot be created.", param: "type") }
    if t.isArray || t.category == .interface || TypeModifiers.abstract.contains(t.fullName) {
      throw netError("System.MemberAccessException", "Cannot create an instance of \(t.clrText) because it is an abstract class.")
    }
    return (try? c.construct(t, [])) ?? t.defaultValue
  }

  private static func elementSize(_ t: NetType) -> Int? {
    [
      "System.Byte": 1, "System.SByte": 1, "System.Boolean": 1, "System.Int16": 2, "System.UInt16": 2, "System.Char": 2, "System.Int32": 4,
      "System.UInt32": 4, "System.Single": 4, "System.Int64": 8, "System.UInt64": 8, "System.Double": 8,
    ][t.fullName]
  }

  private static func registerPointers() {
    for (name, signed) in [("System.IntPtr", true), ("System.UIntPtr", false)] {
      TypeTable.register(name) {
        let t = NetType(name, .struct, base: TypeTable.valueType) { t in
          func of(_ v: Value) -> Int { (v.refValue as? PSPointer)?.address ?? 0 }
          func make(_ n: Int) -> Value { .other(PSPointer(n, t)) }
          t.staticProperty("\(name) Zero {get;}") { _ in make(0) }
          t.staticProperty("int Size {get;}") { _ in .int(8) }
          for p in signed ? ["int", "long"] : ["uint", "ulong"] { t.constructor("\(name) new(\(p) value)") { a, _ in make(a.at(0).asInt) } }
          for (n, value) in [("Int32", { Value.int(Int32(truncatingIfNeeded: $0)) }), ("Int64", { Value.long(Int64($0)) })] as [(String, (Int) -> Value)]
          where signed { t.method("\(n == "Int32" ? "int" : "long") To\(n)()") { v, _, _ in value(of(v)) } }
          if !signed {
            t.method("uint ToUInt32()") { v, _, _ in .uint(UInt32(truncatingIfNeeded: of(v))) }
            t.method("ulong ToUInt64()") { v, _, _ in .ulong(UInt64(bitPattern: Int64(of(v)))) }
          }
          t.method("string ToString()") { v, _, _ in .str(String(of(v))) }
          t.method("bool Equals(System.Object obj)") { v, a, _ in .bool(v.refValue?.isEqual(a.at(0), ignoreCase: false) ?? false) }
          t.staticMethod("static \(name) Add(\(name) pointer, int offset)") { a, _ in make(of(a.at(0)) &+ a.int(1)) }
          t.staticMethod("static \(name) Subtract(\(name) pointer, int offset)") { a, _ in make(of(a.at(0)) &- a.int(1)) }
        }
        t.converter = { v, _ in
          switch v.base {
          case .int, .long, .byte, .short, .uint, .ushort, .sbyte: .other(PSPointer(v.asInt, t))
          default: nil
          }
        }
        return t
      }
    }
  }
}
