# Deployment b: Office Communications Server 2007 R2 beside Lync Server 2013; nothing merged yet.
# Names without a dot get the forest's domain.
@{
  Name = 'b'
  Title = 'Office Communications Server 2007 R2 and Lync Server 2013'
  Forest = 'contoso.com'
  Seed = 2007
  SipDomains = 'contoso.com', 'emea.contoso.com'
  LegacySipDomains = 'contoso.com', 'emea.contoso.com'
  CurrentComputer = 'fe13a'
  Site = @{ Name = 'Redmond'; SiteId = '1'; Description = 'Head office' }
  CmsPool = 'pool13'

  Pools = @(
    @{ Fqdn = 'pool13'; Version = 6; Computers = 'fe13a', 'fe13b', 'fe13c'; Sql = 'sql13'; Edge = 'edge13' }
  )
  Edges = @(
    @{ Fqdn = 'edge13'; Version = 6; Registrar = 'pool13'; External = 'sip.contoso.com' }
  )
  LegacyPools = @(
    @{ Fqdn = 'ocspool'; Kind = 'Pool'; Computers = 'ocsfe1', 'ocsfe2' }
    @{ Fqdn = 'ocsmed'; Kind = 'Mediation'; Computers = 'ocsmed' }
    @{ Fqdn = 'ocsedge'; Kind = 'Edge'; Computers = 'ocsedge' }
  )
  Computers = 'ocssql', 'app3', 'app4', 'acd3', 'acd4', 'trustedapps'

  LegacyApplications = @(
    @{ Pool = 'ApplicationPool'; Computers = 'app1', 'app2'; OcsPool = 'ocspool'; Name = 'acmeapp'; Port = 6000
       Contacts = @(@{ Sip = 'endpoint1'; Name = 'Acme front desk' }, @{ Sip = 'endpoint2'; Name = 'Acme orders' }) }
    @{ Pool = 'ApplicationPool'; Computers = 'app1', 'app2'; OcsPool = 'ocspool'; Name = 'survey'; Port = 6001
       Contacts = @{ Sip = 'survey'; Name = 'Customer survey' } }
    @{ Pool = 'bot01'; Computers = 'bot01'; OcsPool = 'ocspool'; Name = 'helpdeskbot'; Port = 6005
       Contacts = @{ Sip = 'helpdesk'; Name = 'Help desk' } }
  )
  Packages = @{ app1 = 'OCSCore', 'UCMA2Runtime'; app2 = 'OCSCore', 'UCMA2Runtime'; bot01 = 'OCSCore', 'UCMA2Runtime' }

  ConferenceDirectories = @( @{ Id = 1; Pool = 'ocspool' }, @{ Id = 2; Pool = 'ocspool' }, @{ Id = 3; Pool = 'pool13' } )
  AccessNumbers = @(
    @{ Sip = 'RedmondDialIn'; Name = 'Redmond'; LineURI = 'tel:+14255550100'; Number = '+1 (425) 555-0100'; Pool = 'pool13'; Language = 'en-US'; Regions = 'Redmond' }
    @{ Sip = 'OcsDialIn'; Name = 'Redmond (OCS)'; LineURI = 'tel:+14255550199'; Number = '+1 (425) 555-0199'; Pool = 'ocspool'; Language = 'en-US'; Regions = 'Redmond'; Legacy = $true }
  )
  Contacts = @(
    @{ Owner = 'testbot'; Name = 'Audio Test Service'; Pool = 'pool13' }
  )

  Policies = @(
    @{ Kind = 'DialPlan'; Identity = 'Global'; Settings = 'DialinConferencingRegion=Redmond' }
  )
  LegacyPolicies = @(
    @{ Kind = 'ConferencingPolicy'; Name = 'Medium' }
    @{ Kind = 'ConferencingPolicy'; Name = 'High' }
    @{ Kind = 'DialPlan'; Name = 'Redmond' }
  )
  LegacyDepartmentPolicies = @{ Default = 'ConferencingPolicy=Medium', 'DialPlan=Redmond'; Execs = 'ConferencingPolicy=High', 'DialPlan=Redmond' }

  Users = @(
    @{ Logon = 'kenmyer'; Name = 'Ken Myer'; Department = 'Sales'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; LineURI = 'tel:+14255550101'; Contacts = 11 }
    @{ Logon = 'pilar'; Name = 'Pilar Ackerman'; Department = 'Sales'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; LineURI = 'tel:+14255550102'; Contacts = 18 }
    @{ Logon = 'haoc'; Name = 'Hao Chen'; Department = 'Sales'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; LineURI = 'tel:+14255550103'; Contacts = 25 }
    @{ Logon = 'katiej'; Name = 'Katie Jordan'; Department = 'Sales'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; Contacts = 9 }
    @{ Logon = 'cheny'; Name = 'Chen Yang'; Department = 'Sales'; Home = 'ocspool'; Enabled = $true; Client = 'Office Live Meeting 2007'; Contacts = 16 }
    @{ Logon = 'claush'; Name = 'Claus Hansen'; Department = 'Sales'; Home = 'ocspool'; Enabled = $true; Client = 'Office Live Meeting 2007'; LineURI = 'tel:+14255550106'; Contacts = 23 }
    @{ Logon = 'alicec'; Name = 'Alice Ciccu'; Department = 'Finance'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; Contacts = 7 }
    @{ Logon = 'andread'; Name = 'Andrea Dunker'; Department = 'Finance'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; Contacts = 14 }
    @{ Logon = 'bartd'; Name = 'Bart Duncan'; Department = 'Finance'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; LineURI = 'tel:+14255550109'; Contacts = 21 }
    @{ Logon = 'belindan'; Name = 'Belinda Newman'; Department = 'Finance'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; Contacts = 5 }
    @{ Logon = 'carolp'; Name = 'Carol Philips'; Department = 'Finance'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; Contacts = 12 }
    @{ Logon = 'danp'; Name = 'Dan Park'; Department = 'Training'; Home = 'ocspool'; Enabled = $true; Client = 'Office Live Meeting 2007'; NeedsLiveMeeting = $true; Contacts = 19 }
    @{ Logon = 'davidj'; Name = 'David Jaffe'; Department = 'Training'; Home = 'ocspool'; Enabled = $true; Client = 'Office Live Meeting 2007'; NeedsLiveMeeting = $true; Contacts = 26 }
    @{ Logon = 'donh'; Name = 'Don Hall'; Department = 'Training'; Home = 'ocspool'; Enabled = $true; Client = 'Office Live Meeting 2007'; Contacts = 10 }
    @{ Logon = 'evac'; Name = 'Eva Corets'; Department = 'Marketing'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; Contacts = 17 }
    @{ Logon = 'gabef'; Name = 'Gabe Frost'; Department = 'Marketing'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; LineURI = 'tel:+14255550116'; Contacts = 24 }
    @{ Logon = 'garthf'; Name = 'Garth Fort'; Department = 'Execs'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; LineURI = 'tel:+14255550117'; Contacts = 8 }
    @{ Logon = 'hollyh'; Name = 'Holly Holt'; Department = 'Execs'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; LineURI = 'tel:+14255550118'; Contacts = 15 }
    @{ Logon = 'iant'; Name = 'Ian Tien'; Department = 'IT'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; LineURI = 'tel:+14255550119'; Contacts = 22 }
    @{ Logon = 'jayh'; Name = 'Jay Hamlin'; Department = 'IT'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; LineURI = 'tel:+14255550120'; Contacts = 6 }
    @{ Logon = 'jimd'; Name = 'Jim Daly'; Department = 'IT'; Home = 'pool13'; Enabled = $true; Client = 'Office Communicator 2007 R2'; Contacts = 13 }
    @{ Logon = 'judyl'; Name = 'Judy Lew'; Department = 'IT'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; Contacts = 20 }
    @{ Logon = 'juliani'; Name = 'Julian Isla'; Department = 'Legal'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; Contacts = 4 }
    @{ Logon = 'karif'; Name = 'Kari Furse'; Department = 'Legal'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007'; Contacts = 11 }
    @{ Logon = 'lolaj'; Name = 'Lola Jacobsen'; Department = 'Legal'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007'; Contacts = 18 }
    @{ Logon = 'lorip'; Name = 'Lori Penor'; Department = 'HR'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; Contacts = 25 }
    @{ Logon = 'lukaa'; Name = 'Luka Abrus'; Department = 'HR'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; Contacts = 9 }
    @{ Logon = 'mariac'; Name = 'Maria Cameron'; Department = 'HR'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; Contacts = 16 }
    @{ Logon = 'miken'; Name = 'Mike Nash'; Department = 'Support'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; LineURI = 'tel:+14255550129'; Contacts = 23 }
    @{ Logon = 'naokis'; Name = 'Naoki Sato'; Department = 'Support'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; LineURI = 'tel:+14255550130'; Contacts = 7 }
    @{ Logon = 'oliverl'; Name = 'Oliver Lee'; Department = 'Support'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; LineURI = 'tel:+14255550131'; Contacts = 14 }
    @{ Logon = 'qinh'; Name = 'Qin Hong'; Department = 'Support'; Home = 'ocspool'; Enabled = $true; Client = 'Office Communicator 2007 R2'; LineURI = 'tel:+14255550132'; Contacts = 21 }
    @{ Logon = 'roby'; Name = 'Rob Young'; Department = 'Support'; Enabled = $true; Client = 'Office Communicator 2007 R2'; Contacts = 5 }
    @{ Logon = 'seanc'; Name = 'Sean Chai'; Department = 'Facilities' }
    @{ Logon = 'tonip'; Name = 'Toni Poe'; Department = 'Facilities' }
    @{ Logon = 'yanl'; Name = 'Yan Li'; Department = 'Facilities'; Home = 'ocspool'; Enabled = $false; Client = 'Office Communicator 2007 R2'; Contacts = 26 }
  )
  External = @(
    @{ SipAddress = 'sip:adam@fabrikam.com'; Client = 'Office Communicator 2007' }
    @{ SipAddress = 'sip:anna@fabrikam.com'; Client = 'Lync 2013' }
  )

  Meetings = @(
    @{ Title = 'b-01 Pipeline review'; Organizer = 'kenmyer'; Kind = 'ConferenceCall'; CreatedOn = '2007R2'; AddIn = 'Communicator2007R2'; Host = 'ocspool'; Start = '2014-03-11 10:00' }
    @{ Title = 'b-02 Forecast'; Organizer = 'kenmyer'; Kind = 'ConferenceCall'; CreatedOn = '2007R2'; AddIn = 'Communicator2007R2'; Host = 'ocspool'; Start = '2014-03-12 10:00' }
    @{ Title = 'b-03 Account planning'; Organizer = 'kenmyer'; Kind = 'ConferenceCall'; CreatedOn = '2007R2'; AddIn = 'Communicator2007R2'; Host = 'ocspool'; Start = '2014-03-13 10:00' }
    @{ Title = 'b-04 Partner call'; Organizer = 'kenmyer'; Kind = 'ConferenceCall'; CreatedOn = '2007R2'; AddIn = 'Communicator2007R2'; Host = 'ocspool'; Start = '2014-03-14 10:00' }
    @{ Title = 'b-05 Quarter close'; Organizer = 'kenmyer'; Kind = 'ConferenceCall'; CreatedOn = '2007R2'; AddIn = 'Communicator2007R2'; Host = 'ocspool'; Start = '2014-03-15 10:00' }
    @{ Title = 'b-06 Product call'; Organizer = 'haoc'; Kind = 'ConferenceCall'; CreatedOn = '2007R2'; AddIn = 'Communicator2007R2'; Host = 'ocspool'; Start = '2014-03-17 14:00' }
    @{ Title = 'b-07 Customer training'; Organizer = 'claush'; Kind = 'WebConference'; CreatedOn = '2007R2'; AddIn = 'Communicator2007R2'; Host = 'ocspool'; Start = '2014-03-18 11:00'; Content = 'PowerPoint|Training.pptx|Office Live Meeting 2007' }
    @{ Title = 'b-08 Onboarding course'; Organizer = 'danp'; Kind = 'WebConference'; CreatedOn = '2007R2'; AddIn = 'Communicator2007R2'; Host = 'ocspool'; Start = '2014-03-19 09:00'; Content = 'PowerPoint|Onboarding.pptx|Office Live Meeting 2007', 'Attachment|Breakout rooms|Office Live Meeting 2007' }
    @{ Title = 'b-09 Partner negotiation'; Organizer = 'pilar'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2013'; AddIn = 'Lync2013'; Host = 'pool13'; Start = '2014-03-20 13:00'; Locked = $true; Invitees = 'sip:adam@fabrikam.com' }
    @{ Title = 'b-10 Launch'; Organizer = 'pilar'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2013'; AddIn = 'Lync2013'; Host = 'pool13'; Start = '2014-03-21 13:00'; Content = 'PowerPoint|Launch.pptx|Lync 2013' }
    @{ Title = 'b-11 Board preparation'; Organizer = 'garthf'; Kind = 'ConferenceCall'; CreatedOn = '2007R2'; AddIn = 'Communicator2007R2'; Host = 'ocspool'; Start = '2014-03-24 08:30'; Invitees = 'sip:kenmyer@contoso.com', 'sip:pilar@contoso.com', 'sip:haoc@contoso.com', 'sip:katiej@contoso.com', 'sip:cheny@contoso.com', 'sip:claush@contoso.com' }
    @{ Title = 'b-12 Public webcast'; Organizer = 'davidj'; Kind = 'WebConference'; CreatedOn = '2007R2'; AddIn = 'Communicator2007R2'; Start = '2014-03-25 17:00'; LiveMeetingService = $true }
  )
}
