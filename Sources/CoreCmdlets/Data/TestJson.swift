/// Tells whether a text is JSON, strictly read, and optionally whether it fits a schema.
import Engine

struct TestJson: Cmdlet {
  static let command = Command("Test", "Json", defaultSet: "JsonString", outputs: ["System.Boolean"], synopsis: "Tests whether a string is a valid JSON document.", examples: [("A broken text", "'{\"a\":' | Test-Json")])
  @Parameter("Json", at: 0, from: .pipeline, sets: ["JsonString", "JsonStringWithSchemaFile", "JsonStringWithSchemaString"]) var json: String
  @Parameter("Path", at: 0, from: .propertyName, sets: ["JsonPath", "JsonPathWithSchemaFile", "JsonPathWithSchemaString"]) var path: String
  @Parameter("LiteralPath", at: 0, from: .propertyName, sets: ["JsonLiteralPath", "JsonLiteralPathWithSchemaFile", "JsonLiteralPathWithSchemaString"], aliases: ["PSPath", "LP"]) var literalPath: String
  @Parameter("Schema", at: 1, sets: ["JsonLiteralPathWithSchemaString", "JsonPathWithSchemaString", "JsonStringWithSchemaString"], validate: [.notNullOrEmpty]) var schema: String
  @Parameter("SchemaFile", at: 1, sets: ["JsonLiteralPathWithSchemaFile", "JsonPathWithSchemaFile", "JsonStringWithSchemaFile"], validate: [.notNullOrEmpty]) var schemaFile: String
  @Parameter("Options", validate: [.notNullOrEmpty, .set(["IgnoreComments", "AllowTrailingCommas"], ignoreCase: true, message: nil)]) var options: [String]

  mutating func process(_ shell: Invocation) throws {
    let text: String
    switch shell.parameterSet {
    case let s where s.hasPrefix("JsonPath"): text = try shell.readText($path.isBound ? path : "", literal: false)
    case let s where s.hasPrefix("JsonLiteralPath"): text = try shell.readText(literalPath, literal: true)
    default: text = json
    }
    guard StrictJson(text, comments: options.contains { $0.equalsIgnoringCase("IgnoreComments") }, trailingCommas: options.contains { $0.equalsIgnoringCase("AllowTrailingCommas") }).isValid else {
      try shell.error("InvalidJson", .invalidData, "Cannot parse the JSON.", exception: "System.Exception", target: .str(text))
      return try shell.write(.bool(false))
    }
    guard $schema.isBound || $schemaFile.isBound else { return try shell.write(.bool(true)) }
    let schemaText = $schema.isBound ? schema : try shell.readText(schemaFile, literal: true)
    guard StrictJson(schemaText, comments: true, trailingCommas: true).isValid, let rules = try? JsonBuilder.read(schemaText, asHashtable: true, depth: 1024, dates: .String) else {
      throw shell.terminating("InvalidJsonSchema", .invalidData, "Cannot parse the JSON schema.", exception: "System.Exception", target: .str(schemaText))
    }
    let value = try JsonBuilder.read(text, asHashtable: true, depth: 1024, dates: .String)
    var check = JsonSchema(root: rules)
    try check.validate(value, rules, "", shell.context)
    for p in check.problems { try shell.error("InvalidJsonAgainstSchemaDetailed", .invalidData, "The JSON is not valid with the schema: \(p.message) at '\(p.place)'", exception: "System.Exception") }
    try shell.write(.bool(check.problems.isEmpty))
  }
}
