/// `[Microsoft.PowerShell.Commands.JsonObject]`: what the JSON cmdlets do, as methods for scripts.
import Codecs
import Engine

enum JsonObjectType {
  static func register() {
    let type = "Microsoft.PowerShell.Commands.JsonObject"
    TypeTable.registerLater {
      TypeTable.register(type) { NetType(type, base: TypeTable.object, define: define) }
      TypeTable.register(type + "+ConvertToJsonContext") { NetType(type + "+ConvertToJsonContext", base: TypeTable.object, define: defineContext) }
    }
  }

  private static func define(_ t: NetType) {
    let out = "[ref] System.Management.Automation.ErrorRecord error"
    t.staticMethod("static System.Object ConvertFromJson(string input, \(out))") { a, c in try read(a, false, 1024, error: 1, c) }
    t.staticMethod("static System.Object ConvertFromJson(string input, bool returnHashtable, \(out))") { a, c in try read(a, Conversion.toBool(a[1]), 1024, error: 2, c) }
    t.staticMethod("static System.Object ConvertFromJson(string input, bool returnHashtable, System.Nullable[int] maxDepth, \(out))") { a, c in
      try read(a, Conversion.toBool(a[1]), a[2].isNull ? .max : Int(clamping: Conversion.toInt64(a[2])), error: 3, c)
    }
    t.staticMethod("static string ConvertToJson(System.Object objectToProcess, Microsoft.PowerShell.Commands.JsonObject+ConvertToJsonContext& context)") { a, c in
      let o = a[1].refValue as? JsonContext ?? JsonContext(depth: 2, enumsAsStrings: false, compress: false)
      var s = JsonSerializer(c, depth: o.depth, compress: o.compress, enumsAsStrings: o.enumsAsStrings, escaping: .standard)
      try s.write(a[0])
      return .str(s.text)
    }
  }
  private static func read(_ a: [Value], _ asHashtable: Bool, _ depth: Int, error: Int, _ c: ExecutionContext) throws -> Value {
    let text = a[0].isNull ? "" : Conversion.toString(a[0], c)
    do {
      let v = try JsonBuilder.read(text, asHashtable: asHashtable, depth: depth, dates: .Default)
      if case .void = v { return .null }
      return v
    } catch let e as JsonReader.Failure {
      let x = PSException("System.ArgumentException", "Conversion from JSON failed with error: \(e.message)")
      throw TerminatingError(ErrorRecord(x, id: "ArgumentException", .notSpecified))
    } catch let e as JsonBuilder.KeyProblem {
      try c.setProperty(a[error], "Value", .other(ErrorRecord(PSException("System.InvalidOperationException", e.message), id: e.id, .invalidOperation)))
      return .null
    }
  }

  private static func defineContext(_ t: NetType) {
    let n = "Microsoft.PowerShell.Commands.JsonObject+ConvertToJsonContext"
    func of(_ v: Value) -> JsonContext? { v.refValue as? JsonContext }
    t.constructor("\(n) new(int maxDepth, bool enumsAsStrings, bool compressOutput)") { a, _ in
      .other(JsonContext(depth: Int(clamping: try Conversion.toInt64(a[0])), enumsAsStrings: Conversion.toBool(a[1]), compress: Conversion.toBool(a[2])))
    }
    t.property("int MaxDepth {get;}") { v, _ in .int(Int32(clamping: of(v)?.depth ?? 0)) }
    t.property("bool EnumsAsStrings {get;}") { v, _ in .bool(of(v)?.enumsAsStrings ?? false) }
    t.property("bool CompressOutput {get;}") { v, _ in .bool(of(v)?.compress ?? false) }
  }
}

private final class JsonContext: Ref {
  let depth: Int
  let enumsAsStrings: Bool, compress: Bool
  init(depth: Int, enumsAsStrings: Bool, compress: Bool) { self.depth = depth; self.enumsAsStrings = enumsAsStrings; self.compress = compress; super.init() }
  override var netType: NetType { TypeTable.named("Microsoft.PowerShell.Commands.JsonObject+ConvertToJsonContext") }
}
