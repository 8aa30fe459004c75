/// Tells whether a text is JSON, strictly read, and optionally whether it fits a schema.
import Engine

struct TestJson: Cmdlet {
  static let command = Command("Test", "Json", defaultSet: "JsonString",
    outputs: ["System.Boolean"],
    synopsis: "Tells whether text is JSON, and whether it follows a schema.",
    examples: [("A broken text", "'{\"a\":' | Test-Json")])
  @Parameter("Json", at: 0, from: .pipeline, sets: ["JsonString", "JsonStringWithSchemaString", "JsonStringWithSchemaFile"]) var json: String
  @Parameter("Path", at: 0, from: .propertyName, sets: ["JsonPath", "JsonPathWithSchemaString", "JsonPathWithSchemaFile"]) var path: String
  @Parameter("LiteralPath", at: 0, from: .propertyName, sets: ["JsonLiteralPath", "JsonLiteralPathWithSchemaString", "JsonLiteralPathWithSchemaFile"],
    aliases: ["PSPath", "LP"]) var literalPath: String
  @Parameter("Schema", at: 1, sets: ["JsonStringWithSchemaString", "JsonPathWithSchemaString", "JsonLiteralPathWithSchemaString"], validate: [.notNullOrEmpty]) var schema: String
  @Parameter("SchemaFile", at: 1, sets: ["JsonStringWithSchemaFile", "JsonPathWithSchemaFile", "JsonLiteralPathWithSchemaFile"], validate: [.notNullOrEmpty]) var schemaFile: String
  @Parameter("Options", validate: [.notNullOrEmpty, .set(["IgnoreComments", "AllowTrailingCommas"], ignoreCase: true, message: nil)]) var options: [String]

  mutating func process(_ shell: Invocation) throws {
    let text: String
    switch shell.parameterSet {
    case let s where s.hasPrefix("JsonPath"): guard let t = try read($path.isBound ? path : "", literal: false, shell) else { return }; text = t
    case let s where s.hasPrefix("JsonLiteralPath"): guard let t = try read(literalPath, literal: true, shell) else { return }; text = t
    default: text = json
    }
    guard StrictJson(text, comments: options.contains { $0.equalsIgnoringCase("IgnoreComments") }, trailingCommas: options.contains { $0.equalsIgnoringCase("AllowTrailingCommas") }).isValid else {
      try shell.error("InvalidJson", .invalidData, "Cannot parse the JSON.", exception: "System.Exception", target: .str(text))
      return try shell.write(.bool(false))
    }
    guard $schema.isBound || $schemaFile.isBound else { return try shell.write(.bool(true)) }
    var schemaText = schema, folder: String?
    if $schemaFile.isBound {
      let file = try shell.filePath(schemaFile, literal: true)
      guard let bytes = FileText.read(file) else {
        throw shell.terminating("JsonSchemaFileOpenFailure", .openError, "Can not open JSON schema file: \(file)", exception: "System.IO.FileNotFoundException", target: .str(file))
      }
      schemaText = FileText.decode(bytes)
      folder = file.lastIndex(of: "/").map { String(file[..<$0]) }
    }
    guard StrictJson(schemaText, comments: true, trailingCommas: true).isValid, let rules = try? JsonBuilder.read(schemaText, asHashtable: true, depth: 1024, dates: .String) else {
      throw shell.terminating("InvalidJsonSchema", .invalidData, "Cannot parse the JSON schema.", exception: "System.Exception", target: .str(schemaText))
    }
    let value = try JsonBuilder.read(text, asHashtable: true, depth: 1024, dates: .String)
    var check = JsonSchema(root: rules, folder: folder)
    do { try check.validate(value, rules, "", shell.context) } catch let e as JsonSchema.Unreadable {
      throw shell.terminating("InvalidJsonSchema", .invalidData, "Cannot parse the JSON schema.", exception: "System.Exception", target: .str(e.file))
    }
    for p in check.problems { try shell.error("InvalidJsonAgainstSchemaDetailed", .invalidData, "The JSON is not valid with the schema: \(p.message) at '\(p.place)'", exception: "System.Exception") }
    try shell.write(.bool(check.problems.isEmpty))
  }
  /// A file's text; nil, with an error written, when there is none or more than one.
  private func read(_ name: String, literal: Bool, _ shell: Invocation) throws -> String? {
    let found = try shell.space.expand(name, literal: literal)
    if found.isEmpty, !literal {
      try shell.error("FileOpenFailure", .openError, "Could not find file '\(name)'.", exception: "System.IO.FileNotFoundException", target: .str(name))
      return nil
    }
    guard found.count < 2, let file = found.first, file.exists else {
      try shell.error(PathSpace.notFound(found.first?.display ?? name, target: name))
      return nil
    }
    guard let bytes = FileText.read(file.path) else {
      try shell.error("FileOpenFailure", .openError, "Access to the path '\(file.path)' is denied.", exception: "System.UnauthorizedAccessException", target: .str(file.path))
      return nil
    }
    return FileText.decode(bytes)
  }
}
